## Nettsidene: felles ord. En linje som begynner med «-» blir et punkt i en liste.

page-languages = Språk
page-others = Andre sider
page-about = Om Pådriver
page-privacy = Personvern
page-terms = Vilkår
page-behind = Bak Pådriver står { $sender }.
page-kept-years = { $years ->
    [1] ett år
    [2] to år
    [3] tre år
    [4] fire år
    [5] fem år
   *[other] { $years } år
}
page-kept-days = { $days } dager
page-small-groups = Grupper med færre enn { $minimum } personer vises ikke.

## Om

page-about-intro =
    Pådriver er en bot i Teams. Den lærer ansatte i kommunen det viktigste om Teams, i leksjoner på tre minutter.

    { $behind }
page-about-start = Slik kommer du i gang
page-about-start-text =
    Åpne Teams, søk etter «Pådriver» under Apper og start en chat. Da får du en velkomsthilsen og kan ta den første leksjonen.

    Du kan skrive dette når som helst:

    - «hjelp» viser hva boten kan.
    - «neste» gir deg neste leksjon.
    - «pause» gir deg fred en stund.
    - «stopp» gjør at du ikke får flere leksjoner.
    - «mine data» viser alt som er lagret om deg.
page-about-help = Trenger du hjelp?
page-about-help-text =
    Spør pådriveren på arbeidsplassen din, eller brukerstøtten i kommunen. Er det en feil i en leksjon, velger du «Noe er feil her» når du er ferdig med den.

    Boten er et program. Ingen sitter og leser det du skriver.

## Personvern

page-privacy-intro = Her står det hva Pådriver lagrer om deg, hvorfor, hvor lenge, og hva du bestemmer selv.
page-privacy-responsible = Hvem har ansvaret?
page-privacy-responsible-text =
    Arbeidsgiveren din har bestemt at Pådriver skal brukes, og er behandlingsansvarlig. { $behind }

    Arbeidsgiveren kan svare på hvilket rettslig grunnlag kurset bygger på. Du kan også spørre personvernombudet der du jobber.
page-privacy-what = Hva blir lagret?
page-privacy-what-text =
    - **Hvem du er:** navnet ditt, rollen din, og ID-ene dine i Teams.
    - **Hvordan boten når deg:** chatten dere har i Teams, tidssonen din, og om du har appen.
    - **Hvor du jobber:** kommunen, arbeidsstedet hvis boten vet det, andre arbeidssteder hvis du har flere jobber, fra hvilken dato, og hvem som sa det. Også sluttdatoen din, hvis arbeidsgiveren har oppgitt den.
    - **Det du har valgt:** språk, arbeidstid, pause og stopp, og om du har sagt nei til anbefalinger eller til spørsmål om steder uten pådriver.
    - **Det du gjør:** hvilke leksjoner du har åpnet, svarene dine, resultatene, og når. Også når du sist brukte boten.
    - **Det du mener:** om en leksjon var nyttig, om du har takket for en anbefaling, om du har bedt om hjelp av en pådriver, om du vil at en pådriver får vite at du er ny, og det du skriver når du melder om en feil.
    - **Ord mellom kolleger:** om en pådriver har foreslått deg som pådriver eller ønsket deg velkommen, med hvilke ord, og hva du svarte. Det blir slettet etter 90 dager.
    - **Samlinger:** hva du svarte på invitasjonen, om du var med, og om du svarte på spørsmålene etterpå. Selve de svarene blir bare talt. Deltakerlista fra Teams kan si at du var med. Har du oppgitt hvor mange som kom, eller notert hva en samling sparte, er det lagret at det var du.
    - **Det du har fått:** hvilke meldinger boten har sendt deg, når, om de kom fram, og hva du valgte på dem. Også det som er på vei til deg.

    Er du pådriver eller prosjektleder, er det også lagret hva du har anbefalt, delt og invitert til, og med hvilke ord, takken du har fått, og hvor mange leksjoner andre har bestått etter anbefalingene dine. Boten fører dessuten en journal over slike handlinger, og over hvem som får eller mister en rolle eller en sluttdato, med en kode i stedet for navn.

    E-postadressen din, og navnet du logger inn med, blir brukt til å finne ut hvor du jobber. De blir ikke lagret, bare koder som er laget av dem. Med kodene kjenner boten deg igjen når arbeidsgiveren sender en liste over hvem som jobber hvor. Adresser og navn skifter, så boten spør Teams om dem på nytt, oftest én gang i uka.

    Står du på en slik liste før du har tatt boten i bruk, ligger kommunen, arbeidsstedet og rollen din og venter under en kode, uten navn og adresse. Det du ellers skriver til boten, blir heller ikke lagret hos den.
page-privacy-why = Hvorfor?
page-privacy-why-text =
    Boten bruker opplysningene til å gi deg kurset, huske hvor du er, skrive til deg i arbeidstiden din, og telle hvor mange som har tatt kurset.

    Den vurderer deg ikke, og den rangerer ingen.
page-privacy-how-long = Hvor lenge?
page-privacy-how-long-text =
    - Svar, resultater, meninger, meldinger og journalen blir slettet etter { $kept }. En samling du har kalt inn til, blir stående, men uten deg.
    - Utkast til anbefalinger og delinger blir slettet etter to dager, og leksjoner du har delt, etter to måneder.
    - Navnet ditt, valgene dine og hvor langt du har kommet, blir stående så lenge du bruker boten. Har den ikke merket noe til deg på { $kept }, blir alt om deg slettet.
    - Det som venter på at du tar boten i bruk, blir slettet senest et år etter at arbeidsgiveren sist sendte det.
    - Du kan slette alt selv når du vil.

    Det som er slettet, kan ligge igjen i sikkerhetskopier en tid. Arbeidsgiveren bestemmer hvor lenge de blir tatt vare på.
page-privacy-who-sees = Hvem ser hva?
page-privacy-who-sees-text =
    - **Du** ser alt om deg selv, og bare deg selv.
    - **Kommunen og de som leder innføringen,** ser hvor mange som har begynt og gjennomført, aldri hvem. { $small } Om deg kan de få vite om boten når deg, men ikke om du har tatt pause, sagt stopp, latt være å svare eller er ferdig.
    - **En pådriver som anbefaler deg noe eller inviterer deg,** ser også bare tall. Takk og svar på invitasjonen blir rundet ned. Anbefaler eller inviterer du selv, ser de andre navnet ditt.
    - **En pådriver som foreslår deg,** får ikke vite hva du svarer. Svarer du ja, ser en prosjektleder navnet ditt, og du blir synlig som pådriver.
    - **Pådriveren der du jobber,** ser navnet ditt og at du er ny, bare hvis du sier ja til det, og at du vil ha hjelp, bare hvis du ber om det.
    - **De som lager leksjonene,** kan lese det du skriver når du melder om en feil.
    - **De som drifter serveren,** kan teknisk sett komme til alt som er lagret. De skal bare gjøre det når driften krever det.

    Loggen som driften bruker, har ikke navn, svar eller det du skriver.
page-privacy-microsoft = Hva ser Microsoft?
page-privacy-microsoft-text =
    Meldingene mellom deg og boten går gjennom Teams og ligger i chatten, som andre meldinger på jobben. Microsoft behandler dem for arbeidsgiveren din.

    Svarene og framgangen din lagrer boten i sin egen database. Sletter du dem der, ligger meldingene i chatten fortsatt i Teams.
page-privacy-rights = Hva bestemmer du selv?
page-privacy-rights-text =
    Skriv «mine data» til boten i Teams. Der kan du

    - se alt som er lagret om deg
    - laste det ned som en fil
    - slette alt

    Når du har slettet alt, blir tallene i statistikken stående, men uten deg. Det du har delt og anbefalt, mister navnet ditt og ordene dine. Journalen blir stående til den er gammel nok, uten deg: koden i stedet for navnet ditt blir tatt ut av den. Boten tar også vare på en kode som hindrer at andre legger deg inn igjen, også fra en liste. Koden kan ikke leses tilbake til navnet eller adressen din, og den blir borte hvis du selv begynner på nytt.

    Er kommunen eller språket feil, skriver du «kommune» eller «språk». Navnet ditt kommer fra Teams. Vil du ikke ha flere leksjoner, skriver du «stopp».

    Mener du at noe er galt, kan du klage til Datatilsynet: https://www.datatilsynet.no
page-privacy-web = Disse nettsidene
page-privacy-web-text = Sidene her har ingen informasjonskapsler, og de sporer deg ikke.

## Vilkår

page-terms-intro = Dette gjelder når du bruker Pådriver.
page-terms-offer = Et tilbud til deg
page-terms-offer-text =
    Pådriver er et kurs du får gjennom jobben. Du kan ta en pause eller slutte når du vil. { $behind }
page-terms-careful = Vær varsom med opplysninger
page-terms-careful-text =
    Ikke skriv noe om pasienter, elever, innbyggere eller kolleger til boten, og ikke noe som er taushetsbelagt. Boten trenger det ikke.
page-terms-right = Hvis noe ikke stemmer
page-terms-right-text =
    Leksjonene er kontrollert mot kilder, men Teams endrer seg. Ser du noe som ikke stemmer, velger du «Noe er feil her».

    Boten kan være nede en stund. Svar du har fått bekreftet, er lagret.
page-terms-not-microsoft = Ikke fra Microsoft
page-terms-not-microsoft-text = Teams er laget av Microsoft. Det er ikke Pådriver.
page-terms-data = Opplysninger om deg
page-terms-data-text = Les hva som blir lagret, og hva du bestemmer selv, på siden om personvern.
