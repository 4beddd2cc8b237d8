# Pages in the browser, outside Teams.

link-expired = Denne lenken virker ikke lenger. Skriv «mine data» til meg i Teams, så får du en ny. Den varer i et kvarter.
