export const languages = ["en", "de", "fr", "es", "it", "pt", "nl"] as const
export type Language = (typeof languages)[number]

/**
 * Swear words, slurs and crude words by language, collected for this shop. `*` stands for any beginning or ending. An entry with an accent
 * matches only with it. What is harmless in its own or in another of these languages ("bite", "con", "fica", "cono") is left out or stands in a phrase.
 */
export const words: Record<Language, string> = {
  en: `orgasm* porn porno* pornograph* rape raped raping rapist* incest* tits cocks dicks cumming arse arses arsehole* arsewipe* *asshole* asshat* asswipe* ass asses dumbass* jackass* fatass* badass bastard* bellend* bitch*
    bollock* bugger* *bullshit* clusterfuck* cocksuck* cunt* dickhead* dickface* dipshit* douchebag* fag fags faggot* *fuck* fck
    fcking fuk fuking gobshite* goddamn* knobhead* minger nigger* nigga nigger* paki pakis prick pricks shag shagging shit shits
    shitty shitting shitted shithead* shithole* *shit skank* slut* spic spics tosser* twat* wank wanker* wanking whore* wog wogs kike
    kikes coons gook gooks wetback* towelhead* raghead* retard retards retarded tranny trannies spaz titties boobs boobies dicks
    pussy pussies cumming cumshot* blowjob* handjob* rimjob* footjob* dildo* buttplug* butthole* jizz horny masturbat* milf gangbang*
    creampie* deepthroat* bukkake* hentai* porn* raped raping pedophil* paedophil* bdsm dominatrix nympho* threesome* clit scrotum
    sodom* upskirt* camgirl*`,
  de: `arsch* *arsch *arschloch* fick* gefickt* verfickt* abgefickt* *scheiss* scheisse* beschissen* hure huren* nutte nutten fotze*
    wichs* wixer* gewichst schlampe* schwuchtel* kanake* missgeburt* pisser* verpiss* angepisst spast spasti* mistkerl* drecksau*
    dreckskerl* drecksack* titte titten* muschi* pimmel* schwanzlutsch* bumsen vögelt gevögelt kacke kackbratze* bekackt neger*
    vollidiot* hackfresse* hurensohn* miststück* saukerl* sackgesicht* tittenfick* onanier* schnackseln kanacke* polacke* tunte
    tunten judensau* arschfick*`,
  fr: `merde merdes merdique* emmerd* *demerd* putain* pute putes connard* conard* connasse* conasse* encule* salope* salopard* salaud*
    couille* branleur* branlette* branler nique niquer niquez niquee niquer pede pedes pédale tapette* bougnoule* negresse* youpin*
    chier chiant* pouffiasse* poufiasse* gouine* batard* enfoire* petasse* foutre bicot* baisé baise baisee cul culs nichon*
    godemiche* ejacul* masturb* sodomis* partouz* partouse* trouduc* lopette* tarlouze* allumeuse* enculer* pisser`,
  es: `mierda* puta putas puto putos putada* puton* hijoputa* hijueputa* gilipolla* cabron cabrones cabrona* coño* pendejo* pendeja*
    verga vergas chinga chingar chingad* chingue chingon* joder jodete jodid* follar follad* follando maricon* marica maricas culo
    culos culero* cojones polla pollas mamon mamones mamada* cagada* cagarse pajero* pajillero* negrata* sudaca* carajo soplapolla*
    comemierda* malparid* huevon* gonorrea tortillera* cachond* chupapolla* masturb* eyacul* zorron* ramera* putero* bollera*
    chupada* lameculo* mojon*`,
  it: `cazzo cazzi cazzat* cazzon* incazz* minchia* minchion* stronz* *fanculo merda merde merdos* smerd* puttan* zoccola zoccole
    coglion* fottut* fottere fottiti culo inculat* inculare inculo pompino* pompini frocio froci ricchion* rottinculo* mignott*
    bocchin* pirla sborr* rompipalle rompicoglion* scopata scopate battona battone bagascia* troie trombare trombata leccacul*
    succhiacazz* tette tettona zinne fregna chiavata culattone* bastard* cagare cagat* puttanier* segaiol* sgualdrina* terroni
    pisciare piscio scoreggia* baldracca*`,
  pt: `merda merdas caralho* porra foda fodas fodase foder* fodid* fodeu fuder fudid* puta putas putaria* putinha* fdp buceta* boceta*
    xoxota* xereca* cuzao* cuzão* cuzinho* caceta* cacete* piroca* punhet* viado viados bichona* paneleiro* arrombad* cabrao* cabroes
    bosta bostas cagao cagar cagada* babaca* escroto* siririca* grelo pentelho* sapatão sapatao vadia* vagabunda* chupar chupada
    puteiro* retardado* punheta* meretriz`,
  nl: `kut kutwijf* kutten kutkind* kutzooi klootzak* kloten lul lullen lulhannes* hoer hoeren* hoerig* neuk neuken neuker* neukt
    geneukt moederneuker* godverdomme* gvd verdomme kankerlijer* kankerhoer* kankerhomo* teringlijer* tyfus* slet sletten sletje*
    flikker flikkers tiet tieten trut trutten schijt* strontzak* lamzak* nikker* aars beffen afrukken zakkenwasser* mafkees*
    klootviool* klote klotewijf* pokkewijf* sodemieter* eikelkop* mongool mongolen hufter* kontneuk* pijpbeurt* droogneuk* neger*
    vingeren zuigen*`,
}

/** Harmless words that fit a pattern above. */
export const fine = "fickle ficktiv cazzuola hurenkind".split(" ")

/** Several words that are crude only together. */
export const phrases: Record<Language, string[]> = {
  en: [
    "bloody hell",
    "piss off",
    "pissed off",
    "sod off",
    "son of a bitch",
    "jerk off",
    "screw you",
    "kiss my ass",
    "suck my",
    "go to hell",
    "blow job",
    "hand job",
    "sex toy",
    "piece of shit",
    "eat shit",
  ],
  de: ["leck mich", "halts maul", "halt dein maul", "halt die fresse", "halt die klappe", "fick dich", "blas mir", "du sau", "geh sterben"],
  fr: [
    "trou du cul",
    "fils de pute",
    "ta gueule",
    "va te faire",
    "ma bite",
    "ta bite",
    "sa bite",
    "tete de noeud",
    "sale arabe",
    "sale juif",
    "sale noir",
    "je m'en fous",
    "grosse vache",
    "plan cul",
  ],
  es: [
    "hijo de puta",
    "hija de puta",
    "me cago en",
    "concha de tu madre",
    "vete a la mierda",
    "vete al carajo",
    "que te den",
    "chupa mi",
    "tu puta madre",
    "de puta madre",
  ],
  it: [
    "porco dio",
    "porca puttana",
    "porca troia",
    "porca madonna",
    "dio cane",
    "dio porco",
    "testa di cazzo",
    "figlio di puttana",
    "che palle",
    "negro di merda",
    "vai a cagare",
    "una figa",
    "la fica",
    "succhiami",
    "brutta troia",
  ],
  pt: [
    "filho da puta",
    "filha da puta",
    "vai se foder",
    "vai tomar no",
    "puta que pariu",
    "pau no cu",
    "no cu",
    "teu cu",
    "seu cu",
    "o cu",
    "do caralho",
    "vai a merda",
    "chupa meu",
  ],
  nl: [
    "krijg de",
    "rot op",
    "lik mijn reet",
    "krijg kanker",
    "flikker op",
    "val dood",
    "hou je bek",
    "op je bek",
    "vieze jood",
    "vuile hoer",
  ],
}
