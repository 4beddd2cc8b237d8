# Sider i nettlesaren, utanfor Teams.

link-expired = Denne lenkja har gått ut. Skriv «mine data» til meg i Teams, så får du ei ny. Ho varer i eit kvarter.
