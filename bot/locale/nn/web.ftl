# Sider i nettlesaren, utanfor Teams.

link-expired = Denne lenka verkar ikkje lenger. Skriv «mine data» til meg i Teams, så får du ei ny. Ho varer i eit kvarter.
