## Nettsidene: felles ord. Ei linje som byrjar med «-» blir eit punkt i ei liste.

page-languages = Språk
page-others = Andre sider
page-about = Om Pådriver
page-privacy = Personvern
page-terms = Vilkår
page-behind = Bak Pådriver står { $sender }.
page-kept-years = { $years ->
    [1] eitt år
    [2] to år
    [3] tre år
    [4] fire år
    [5] fem år
   *[other] { $years } år
}
page-kept-days = { $days } dagar
page-small-groups = Grupper med færre enn { $minimum } personar blir ikkje viste.

## Om

page-about-intro =
    Pådriver er ein bot i Teams. Han lærer tilsette i kommunen det viktigaste om Teams, i leksjonar på tre minutt.

    { $behind }
page-about-start = Slik kjem du i gang
page-about-start-text =
    Opne Teams, søk etter «Pådriver» under Appar og start ein chat. Då får du ei velkomsthelsing og kan ta den første leksjonen.

    Du kan skrive dette når som helst:

    - «hjelp» viser kva boten kan.
    - «neste» gir deg neste leksjon.
    - «pause» gir deg fred ei stund.
    - «stopp» gjer at du ikkje får fleire leksjonar.
    - «mine data» viser alt som er lagra om deg.
page-about-help = Treng du hjelp?
page-about-help-text =
    Spør pådrivaren på arbeidsplassen din, eller brukarstøtta i kommunen. Er det ein feil i ein leksjon, vel du «Noko er feil her» når du er ferdig med han.

    Boten er eit program. Ingen sit og les det du skriv.

## Personvern

page-privacy-intro = Her står det kva Pådriver lagrar om deg, kvifor, kor lenge, og kva du bestemmer sjølv.
page-privacy-responsible = Kven har ansvaret?
page-privacy-responsible-text =
    Arbeidsgivaren din har bestemt at Pådriver skal brukast, og er behandlingsansvarleg. { $behind }

    Arbeidsgivaren kan svare på kva rettsleg grunnlag kurset byggjer på. Du kan òg spørje personvernombodet der du jobbar.
page-privacy-what = Kva blir lagra?
page-privacy-what-text =
    - **Kven du er:** namnet ditt, rolla di, og ID-ane dine i Teams.
    - **Korleis boten når deg:** chatten de har i Teams, tidssona di, og om du har appen.
    - **Kor du jobbar:** kommunen, arbeidsstaden dersom boten veit det, andre arbeidsstader dersom du har fleire jobbar, frå kva dato, og kven som sa det. Òg sluttdatoen din, dersom arbeidsgivaren har oppgitt han.
    - **Det du har valt:** språk, arbeidstid, pause og stopp, og om du har sagt nei til tilrådingar eller til spørsmål om stader utan pådrivar.
    - **Det du gjer:** kva leksjonar du har opna, svara dine, resultata, og når. Òg når du sist brukte boten.
    - **Det du meiner:** om ein leksjon var nyttig, om du har takka for ei tilråding, om du har bede om hjelp av ein pådrivar, om du vil at ein pådrivar får vite at du er ny, og det du skriv når du melder om ein feil.
    - **Ord mellom kollegar:** om ein pådrivar har foreslått deg som pådrivar eller ønskt deg velkommen, med kva ord, og kva du svara. Det blir sletta etter 90 dagar.
    - **Samlingar:** kva du svara på invitasjonen, om du var med, og om du svara på spørsmåla etterpå. Sjølve dei svara blir berre talde. Deltakarlista frå Teams kan seie at du var med. Har du oppgitt kor mange som kom, eller notert kva ei samling sparte, er det lagra at det var du.
    - **Det du har fått:** kva meldingar boten har sendt deg, når, om dei kom fram, og kva du valde på dei. Òg det som er på veg til deg.

    Er du pådrivar eller prosjektleiar, er det òg lagra kva du har tilrådd, delt og invitert til, og med kva ord, takken du har fått, og kor mange leksjonar andre har greidd etter tilrådingane dine. Boten fører dessutan ein journal over slike handlingar, og over kven som får eller mistar ei rolle eller ein sluttdato, med ein kode i staden for namn.

    E-postadressa di, og namnet du loggar inn med, blir brukte til å finne ut kor du jobbar. Dei blir ikkje lagra, berre kodar som er laga av dei. Med kodane kjenner boten deg att når arbeidsgivaren sender ei liste over kven som jobbar kvar. Adresser og namn skiftar, så boten spør Teams om dei på nytt, oftast éin gong i veka.

    Står du på ei slik liste før du har teke boten i bruk, ligg kommunen, arbeidsstaden og rolla di og ventar under ein kode, utan namn og adresse. Det du elles skriv til boten, blir heller ikkje lagra hos han.
page-privacy-why = Kvifor?
page-privacy-why-text =
    Boten bruker opplysningane til å gi deg kurset, hugse kor du er, skrive til deg i arbeidstida di, og telje kor mange som har teke kurset.

    Han vurderer deg ikkje, og han rangerer ingen.
page-privacy-how-long = Kor lenge?
page-privacy-how-long-text =
    - Svar, resultat, meiningar, meldingar og journalen blir sletta etter { $kept }. Ei samling du har kalla inn til, blir ståande, men utan deg.
    - Utkast til tilrådingar og delingar blir sletta etter to dagar, og leksjonar du har delt, etter to månader.
    - Namnet ditt, vala dine og kor langt du har kome, blir ståande så lenge du bruker boten. Har han ikkje merka noko til deg på { $kept }, blir alt om deg sletta.
    - Det som ventar på at du tek boten i bruk, blir sletta seinast eit år etter at arbeidsgivaren sist sende det.
    - Du kan slette alt sjølv når du vil.

    Det som er sletta, kan liggje att i tryggingskopiar ei tid. Arbeidsgivaren bestemmer kor lenge dei blir tekne vare på.
page-privacy-who-sees = Kven ser kva?
page-privacy-who-sees-text =
    - **Du** ser alt om deg sjølv, og berre deg sjølv.
    - **Kommunen og dei som leier innføringa,** ser kor mange som har byrja og gjennomført, aldri kven. { $small } Om deg kan dei få vite om boten når deg, men ikkje om du har teke pause, sagt stopp, late vere å svare eller er ferdig.
    - **Ein pådrivar som tilrår deg noko eller inviterer deg,** ser òg berre tal. Takk og svar på invitasjonen blir runda ned. Tilrår eller inviterer du sjølv, ser dei andre namnet ditt.
    - **Ein pådrivar som foreslår deg,** får ikkje vite kva du svarer. Svarer du ja, ser ein prosjektleiar namnet ditt, og du blir synleg som pådrivar.
    - **Pådrivaren der du jobbar,** ser namnet ditt og at du er ny, berre viss du seier ja til det, og at du vil ha hjelp, berre viss du ber om det.
    - **Dei som lagar leksjonane,** kan lese det du skriv når du melder om ein feil.
    - **Dei som driftar serveren,** kan teknisk sett kome til alt som er lagra. Dei skal berre gjere det når drifta krev det.

    Loggen som drifta bruker, har ikkje namn, svar eller det du skriv.
page-privacy-microsoft = Kva ser Microsoft?
page-privacy-microsoft-text =
    Meldingane mellom deg og boten går gjennom Teams og ligg i chatten, som andre meldingar på jobben. Microsoft behandlar dei for arbeidsgivaren din.

    Svara og framgangen din lagrar boten i sin eigen database. Slettar du dei der, ligg meldingane i chatten framleis i Teams.
page-privacy-rights = Kva bestemmer du sjølv?
page-privacy-rights-text =
    Skriv «mine data» til boten i Teams. Der kan du

    - sjå alt som er lagra om deg
    - laste det ned som ei fil
    - slette alt

    Når du har sletta alt, blir tala i statistikken ståande, men utan deg. Det du har delt og tilrådd, mistar namnet ditt og orda dine. Journalen blir ståande til han er gammal nok, utan deg: koden i staden for namnet ditt blir teken ut av han. Boten tek òg vare på ein kode som hindrar at andre legg deg inn igjen, òg frå ei liste. Koden kan ikkje lesast tilbake til namnet eller adressa di, og han blir borte viss du sjølv byrjar på nytt.

    Er kommunen eller språket feil, skriv du «kommune» eller «språk». Namnet ditt kjem frå Teams. Vil du ikkje ha fleire leksjonar, skriv du «stopp».

    Meiner du at noko er gale, kan du klage til Datatilsynet: https://www.datatilsynet.no
page-privacy-web = Desse nettsidene
page-privacy-web-text = Sidene her har ingen informasjonskapslar, og dei sporar deg ikkje.

## Vilkår

page-terms-intro = Dette gjeld når du bruker Pådriver.
page-terms-offer = Eit tilbod til deg
page-terms-offer-text =
    Pådriver er eit kurs du får gjennom jobben. Du kan ta ein pause eller slutte når du vil. { $behind }
page-terms-careful = Ver varsam med opplysningar
page-terms-careful-text =
    Ikkje skriv noko om pasientar, elevar, innbyggjarar eller kollegar til boten, og ikkje noko du har teieplikt om. Boten treng det ikkje.
page-terms-right = Dersom noko ikkje stemmer
page-terms-right-text =
    Leksjonane er kontrollerte mot kjelder, men Teams endrar seg. Ser du noko som ikkje stemmer, vel du «Noko er feil her».

    Boten kan vere nede ei stund. Svar du har fått stadfesta, er lagra.
page-terms-not-microsoft = Ikkje frå Microsoft
page-terms-not-microsoft-text = Teams er laga av Microsoft. Det er ikkje Pådriver.
page-terms-data = Opplysningar om deg
page-terms-data-text = Les kva som blir lagra, og kva du bestemmer sjølv, på sida om personvern.
