/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words the engine knows, by sense and language. Rows of one word class are merged when a vocabulary is built; ISO 4217 gives the
 * currency codes, the BIPM brochure the unit symbols. */
#include "config.h"

#include "postil-vocabulary-private.h"

#define EN (1 << POSTIL_LANGUAGE_EN | 1 << POSTIL_LANGUAGE_OTHER | 1 << POSTIL_LANGUAGE_ZH)
#define DE (1 << POSTIL_LANGUAGE_DE)
#define FR (1 << POSTIL_LANGUAGE_FR)
#define ES (1 << POSTIL_LANGUAGE_ES)

const PostilWordRow postil_word_rows[] = {
  { "about around roughly nearly almost approximately approx some circa ca near close virtually", POSTIL_WORD_APPROX, EN },
  { "etwa rund knapp circa ca gut fast", POSTIL_WORD_APPROX, DE },
  { "environ quelque presque près", POSTIL_WORD_APPROX, FR },
  { "unos unas casi cerca aproximadamente", POSTIL_WORD_APPROX, ES },
  { "rose rise rises rising risen grew grow grows growing grown growth increase increases increased increasing gain gains gained "
    "gaining "
    "jump jumps jumped jumping climb climbs climbed climbing surge surges surged surging soar soars soared soaring advance "
    "advances "
    "advanced advancing expand expands expanded expanding expansion widen widens widened widening lift lifts lifted lifting "
    "raise raises "
    "raised raising boost boosts boosted boosting add adds added adding up upward leap leaps leapt leaping rally rallied rallies "
    "rebound rebounded rebounds spike spiked spikes improve improves improved improving improvement accelerate accelerated "
    "accelerates "
    "quicken quickened quickens swell swelled swells swollen double doubles doubled doubling triple triples tripled tripling "
    "quadruple "
    "quadrupled quadruples hike hikes hiked edged-up recover recovered recovers strengthened strengthen heightened strengthens "
    "uptick upturn firmed outgrew balloon ballooned balloons multiplied treble trebled trebles skyrocketed extend extended",
    POSTIL_WORD_UP, EN },
  { "fell fall falls falling fallen drop drops dropped dropping decline declines declined declining decrease decreases decreased "
    "decreasing "
    "slip slips slipped slipping slide slides slid sliding sink sinks sank sunk sinking lose loses losing lost shed sheds shrink "
    "shrinks "
    "shrank shrunk shrinking cut cuts cutting reduce reduces reduced reducing reduction plunge plunges plunged plunging tumble "
    "tumbles "
    "tumbled tumbling slump slumps slumped slumping ease eases eased easing dip dips dipped dipping narrow narrows narrowed "
    "narrowing "
    "lower lowers lowered lowering down downward contract contracts contracted contracting contraction halve halves halved "
    "halving "
    "retreat retreated retreats weaken weakened weakens crash crashed crashes dive dived dives plummet plummeted plummets slash "
    "slashed "
    "slashes trim trimmed trims shave shaved shaves slow slowed slows slowing cool cooled cools moderate moderated dwindle "
    "dwindled "
    "deteriorated worsened downturn drop-off collapse collapsed collapses thinned tighten tightened discount",
    POSTIL_WORD_DOWN, EN },
  { "more higher larger greater bigger above faster extra additional longer better dearer warmer hotter heavier stronger taller",
    POSTIL_WORD_COMPARE_UP, EN },
  { "less fewer lower smaller below cheaper slower shorter weaker colder lighter under behind", POSTIL_WORD_COMPARE_DOWN, EN },
  { "the a an", POSTIL_WORD_ARTICLE | POSTIL_WORD_FUNCTION, EN },
  { "of in on at by for from to with into over after before since until till during within through throughout between among "
    "against "
    "under about across around near outside inside via per than as like despite without toward towards upon amid behind beyond",
    POSTIL_WORD_PREPOSITION | POSTIL_WORD_FUNCTION, EN },
  { "and or but nor so yet if when while where which who whom whose that this these those there here then not no yes only also "
    "just "
    "even still already too very more most less least many much few several some any all both each every either neither other "
    "another "
    "such own same how why what because although though whether once again ever never always often soon now however moreover "
    "meanwhile "
    "instead indeed perhaps maybe thus therefore hence except unless up down out off away back together apart well today "
    "tomorrow "
    "yesterday tonight ago later earlier first second third last next further rather quite almost nearly roughly nevertheless "
    "nonetheless elsewhere overall additionally furthermore separately similarly likewise otherwise finally eventually recently "
    "currently previously originally initially generally typically usually despite according given based following including "
    "depending regarding concerning considering compared key new old big small good bad great high low long short early late",
    POSTIL_WORD_FUNCTION, EN },
  { "he she it they we you i him her them us me his hers its their theirs our ours your yours my mine himself herself itself "
    "themselves "
    "ourselves yourself myself someone anyone everyone nobody nothing something everything anything none",
    POSTIL_WORD_PRONOUN | POSTIL_WORD_FUNCTION, EN },
  { "is are was were be been being am has have had having do does did done doing get gets got make makes made making take takes "
    "took taken "
    "go goes went gone come comes came say says said see sees saw seen put puts set sets let keep kept give gives gave given",
    POSTIL_WORD_VERB | POSTIL_WORD_FUNCTION, EN },
  { "remains remain remained became become becomes sold sells sell paid pays pay bought buys buy plans plan planned expects "
    "expect expected "
    "reported reports posted posts employs employ employed invested invests invest spent spends spend raised ranks rank ranked "
    "worth "
    "needs need needed wants want wanted told called agreed announced launched opened closed ended began started reached hit "
    "carried carries produced produces produce covers cover covered serves costs cost charges charged won wins win lost leads "
    "lead "
    "holds held hold owns owned own uses used use runs ran run employing accounts accounted stood stands stand totalled totaled "
    "averaged amounted came exceeded exceeds beat beats missed recorded earned earns generated attracted drew signed ordered "
    "orders "
    "delivered delivers shipped ships built builds doubles doubled tripled triples fell rose grew",
    POSTIL_WORD_VERB, EN },
  { "will would shall should can could may might must cannot", POSTIL_WORD_MODAL | POSTIL_WORD_VERB | POSTIL_WORD_FUNCTION, EN },
  { "said says say told added adds noted notes argued argues warned warns wrote writes estimated estimates estimate reckons "
    "reckoned "
    "reported reports announced claimed claims stated states explained explains insisted denied denies confirmed confirms "
    "believes "
    "predicts predicted forecast forecasts expects expected put puts found finds showed shows",
    POSTIL_WORD_SAYS, EN },
  { "mr mrs ms dr prof st sen rep gov gen lt col capt sgt maj adm rev hon jr sr inc corp co ltd bros vs etc eg ie approx no nos "
    "vol fig jan "
    "feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ave blvd rd dept est assn univ cie mt ft",
    POSTIL_WORD_ABBREVIATION, 0 },
  { "bzw usw ca evtl ggf mio mrd nr str vgl bspw", POSTIL_WORD_ABBREVIATION, DE },
  { "ranks rank ranked ranking place placed spot position positioned finished rated", POSTIL_WORD_RANKS, EN },
  { "page pages chapter section clause article articles paragraph rule highway route road flight gate terminal room suite "
    "windows version "
    "line exhibit figure table item part episode level phase type model mark highway interstate unit-no channel platform "
    "apartment "
    "block grade category class runway studio area formula league annex schedule appendix form bus tram resolution",
    POSTIL_WORD_LABEL, EN },
  { "last this next past previous coming current latest same prior preceding following recent upcoming", POSTIL_WORD_RELATIVE,
    EN },
  { "et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest ist jst kst hkt sgt aest aedt", POSTIL_WORD_TIME_ZONE, 0 },
  { "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday "
    "saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays jan feb apr jun jul aug sep sept oct nov "
    "dec "
    "christmas easter q1 q2 q3 q4 h1 h2 fy spring summer autumn winter",
    POSTIL_WORD_CALENDAR, EN },
  { "januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag "
    "freitag samstag "
    "sonntag",
    POSTIL_WORD_CALENDAR, DE },
  { "ai ceo cfo coo cto cio gdp ipo ev evs vp md pr hr it tv usb gps llm llms api gpu gpus cpu dna covid pcr chairman chairwoman "
    "chair "
    "president minister secretary director founder chief officer executive board q&a faq pdf am pm mr mrs ms dr prof sir lord "
    "dame "
    "government parliament congress-speak ministry-speak internet web app apps company companies bank banks state states king "
    "queen "
    "prime deputy vice senator governor mayor judge justice captain coach professor analyst analysts spokesman spokeswoman "
    "spokesperson economist general colonel sergeant officials official investors shares stocks sales profits profit revenue "
    "earnings points point read more share comment comments commentaires ceos cfos esg m&a r&d sme smes ngo ngos nft nfts ok vat "
    "rmb usd "
    "eur gbp yoy eps ebitda capex opex etf etfs reit uk-style crispr hiv aids iq id pc pcs dvd led oled lcd ui ux b2b saas "
    "breaking exclusive update updated opinion analysis editorial interview live photo photos video watch listen source sources "
    "reporting editing factbox newsletter advertisement copyright chapter appendix table figure note notes summary",
    POSTIL_WORD_GENERIC, EN },
  { "river lake street road avenue airport island islands mountain mountains bay valley beach bridge stadium park square "
    "port harbour harbor county province district strait sea ocean desert peninsula canyon creek station tower palace "
    "castle boulevard lane drive highway prefecture region coast hills heights springs falls gulf canal arena plaza forest "
    "city village town plant mine refinery dam",
    POSTIL_WORD_PLACE, EN },
  { "cup prize award awards act festival championship championships games olympics open league marathon treaty accord "
    "agreement war wars summit conference convention revolution index day derby grand-prix tour series masters bowl expo "
    "fair amendment code constitution declaration protocol hurricane storm typhoon cyclone operation movement pact plan "
    "deal initiative programme program",
    POSTIL_WORD_EVENT, EN },
  { "shares stock stocks ceo cfo coo cto chief executive executives spokesman spokeswoman spokesperson employees employee "
    "staff workers shareholders investors board subsidiary unit founder co-founder chairman chairwoman analyst analysts "
    "economist strategist engineers researchers customers headquarters reporter parent lawyers officials president",
    POSTIL_WORD_COMPANY_NOUN, EN },
  { "startup start-up firm company giant group maker chipmaker carmaker automaker drugmaker retailer lender bank insurer "
    "airline operator developer publisher broadcaster newspaper conglomerate manufacturer supplier rival brokerage "
    "consultancy builder miner producer regulator watchdog union charity agency club side studio label distributor owner "
    "provider exchange parent fund tracker lab",
    POSTIL_WORD_COMPANY_ROLE, EN },
  { "city town village province capital state region district island port suburb county neighbourhood neighborhood "
    "municipality",
    POSTIL_WORD_PLACE_ROLE, EN },
  { "app model chatbot chip smartphone phone software platform console tablet drug vaccine game car suv sedan jet missile "
    "drone processor browser assistant pickup handset",
    POSTIL_WORD_PRODUCT_ROLE, EN },
  { "de van der den von bin ibn al el da di dos du la le del ter ten abu y e", POSTIL_WORD_PARTICLE, 0 },
  { "der die das den dem des ein eine einen einem einer eines", POSTIL_WORD_ARTICLE | POSTIL_WORD_FUNCTION, DE },
  { "le la les l' un une des du", POSTIL_WORD_ARTICLE | POSTIL_WORD_FUNCTION, FR },
  { "el la los las un una unos unas", POSTIL_WORD_ARTICLE | POSTIL_WORD_FUNCTION, ES },
  { NULL, 0, 0 },
};

const PostilNumberRow postil_number_rows[] = {
  { "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen",
    0, 1, POSTIL_NUMBER_UNIT, EN },
  { "twenty thirty forty fifty sixty seventy eighty ninety", 20, 10, POSTIL_NUMBER_TENS, EN },
  { "hundred", 100, 0, POSTIL_NUMBER_HUNDRED, EN },
  { "thousand", 1e3, 0, POSTIL_NUMBER_SCALE, EN },
  { "million mln", 1e6, 0, POSTIL_NUMBER_SCALE, EN },
  { "billion bln", 1e9, 0, POSTIL_NUMBER_SCALE, EN },
  { "trillion", 1e12, 0, POSTIL_NUMBER_SCALE, EN },
  { "quadrillion", 1e15, 0, POSTIL_NUMBER_SCALE, EN },
  { "lakh lakhs", 1e5, 0, POSTIL_NUMBER_SCALE, EN },
  { "crore crores", 1e7, 0, POSTIL_NUMBER_SCALE, EN },
  { "dozen", 12, 0, POSTIL_NUMBER_SCALE, EN },
  { "k", 1e3, 0, POSTIL_NUMBER_SHORT_SCALE, 0 },
  { "m mn mm", 1e6, 0, POSTIL_NUMBER_SHORT_SCALE, EN },
  { "bn b", 1e9, 0, POSTIL_NUMBER_SHORT_SCALE, EN },
  { "tn trn t", 1e12, 0, POSTIL_NUMBER_SHORT_SCALE, EN },
  { "cr", 1e7, 0, POSTIL_NUMBER_SHORT_SCALE, EN },
  { "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth",
    1, 1, POSTIL_NUMBER_ORDINAL, EN },
  { "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 30, 10, POSTIL_NUMBER_ORDINAL, EN },
  { "thousandth", 1e3, 0, POSTIL_NUMBER_ORDINAL, EN },
  { "millionth", 1e6, 0, POSTIL_NUMBER_ORDINAL, EN },
  { "thirds fourths fifths sixths sevenths eighths ninths tenths", 3, 1, POSTIL_NUMBER_PARTS, EN },
  { "hundredths", 100, 0, POSTIL_NUMBER_PARTS, EN },
  { "quarters quarter", 4, 0, POSTIL_NUMBER_PARTS, EN },
  { "half halves", 2, 0, POSTIL_NUMBER_PARTS, EN },
  { "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn", 0, 1, POSTIL_NUMBER_UNIT,
    DE },
  { "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10, POSTIL_NUMBER_TENS, DE },
  { "hundert", 100, 0, POSTIL_NUMBER_HUNDRED, DE },
  { "tausend tsd", 1e3, 0, POSTIL_NUMBER_SCALE, DE },
  { "million millionen mio", 1e6, 0, POSTIL_NUMBER_SCALE, DE },
  { "milliarde milliarden mrd", 1e9, 0, POSTIL_NUMBER_SCALE, DE },
  { "billion billionen", 1e12, 0, POSTIL_NUMBER_SCALE, DE },
  { "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 0, 1, POSTIL_NUMBER_UNIT,
    FR },
  { "vingt trente quarante cinquante soixante", 20, 10, POSTIL_NUMBER_TENS, FR },
  { "cent cents", 100, 0, POSTIL_NUMBER_HUNDRED, FR },
  { "mille", 1e3, 0, POSTIL_NUMBER_SCALE, FR },
  { "million", 1e6, 0, POSTIL_NUMBER_SCALE, FR },
  { "millions", 1e6, 0, POSTIL_NUMBER_SCALE, FR },
  { "milliard md mds", 1e9, 0, POSTIL_NUMBER_SCALE, FR },
  { "milliards", 1e9, 0, POSTIL_NUMBER_SCALE, FR },
  { "billion billions", 1e12, 0, POSTIL_NUMBER_SCALE, FR },
  { "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", 0, 1, POSTIL_NUMBER_UNIT, ES },
  { "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", 20, 10, POSTIL_NUMBER_TENS, ES },
  { "mil", 1e3, 0, POSTIL_NUMBER_SCALE, ES },
  { "millón millones", 1e6, 0, POSTIL_NUMBER_SCALE, ES },
  { "billón billones", 1e12, 0, POSTIL_NUMBER_SCALE, ES },
  { NULL, 0, 0, 0, 0 },
};

#define MONTH(words, value, languages)                                                                                           \
  {                                                                                                                              \
    words, POSTIL_CALENDAR_MONTH, value, languages                                                                               \
  }
#define WEEKDAY(words, value, languages)                                                                                         \
  {                                                                                                                              \
    words, POSTIL_CALENDAR_WEEKDAY, value, languages                                                                             \
  }
#define SPAN(words, value, languages)                                                                                            \
  {                                                                                                                              \
    words, POSTIL_CALENDAR_SPAN_UNIT, POSTIL_SPAN_UNIT_##value, languages                                                        \
  }

const PostilCalendarRow postil_calendar_rows[] = {
  MONTH ("january jan", 1, EN),
  MONTH ("february feb", 2, EN),
  MONTH ("march mar", 3, EN),
  MONTH ("april apr", 4, EN),
  MONTH ("may", 5, EN),
  MONTH ("june jun", 6, EN),
  MONTH ("july jul", 7, EN),
  MONTH ("august aug", 8, EN),
  MONTH ("september sep sept", 9, EN),
  MONTH ("october oct", 10, EN),
  MONTH ("november nov", 11, EN),
  MONTH ("december dec", 12, EN),
  MONTH ("januar jänner", 1, DE),
  MONTH ("februar", 2, DE),
  MONTH ("märz", 3, DE),
  MONTH ("april", 4, DE),
  MONTH ("mai", 5, DE),
  MONTH ("juni", 6, DE),
  MONTH ("juli", 7, DE),
  MONTH ("august", 8, DE),
  MONTH ("september", 9, DE),
  MONTH ("oktober", 10, DE),
  MONTH ("november", 11, DE),
  MONTH ("dezember", 12, DE),
  MONTH ("janvier", 1, FR),
  MONTH ("février", 2, FR),
  MONTH ("mars", 3, FR),
  MONTH ("avril", 4, FR),
  MONTH ("mai", 5, FR),
  MONTH ("juin", 6, FR),
  MONTH ("juillet", 7, FR),
  MONTH ("août", 8, FR),
  MONTH ("septembre", 9, FR),
  MONTH ("octobre", 10, FR),
  MONTH ("novembre", 11, FR),
  MONTH ("décembre", 12, FR),
  MONTH ("enero", 1, ES),
  MONTH ("febrero", 2, ES),
  MONTH ("marzo", 3, ES),
  MONTH ("abril", 4, ES),
  MONTH ("mayo", 5, ES),
  MONTH ("junio", 6, ES),
  MONTH ("julio", 7, ES),
  MONTH ("agosto", 8, ES),
  MONTH ("septiembre", 9, ES),
  MONTH ("octubre", 10, ES),
  MONTH ("noviembre", 11, ES),
  MONTH ("diciembre", 12, ES),
  WEEKDAY ("monday mon", 1, EN),
  WEEKDAY ("tuesday tue tues", 2, EN),
  WEEKDAY ("wednesday wed", 3, EN),
  WEEKDAY ("thursday thu thurs", 4, EN),
  WEEKDAY ("friday fri", 5, EN),
  WEEKDAY ("saturday sat", 6, EN),
  WEEKDAY ("sunday sun", 7, EN),
  WEEKDAY ("montag lundi lunes", 1, DE | FR | ES),
  WEEKDAY ("dienstag mardi martes", 2, DE | FR | ES),
  WEEKDAY ("mittwoch mercredi miércoles", 3, DE | FR | ES),
  WEEKDAY ("donnerstag jeudi jueves", 4, DE | FR | ES),
  WEEKDAY ("freitag vendredi viernes", 5, DE | FR | ES),
  WEEKDAY ("samstag samedi sábado", 6, DE | FR | ES),
  WEEKDAY ("sonntag dimanche domingo", 7, DE | FR | ES),
  SPAN ("second seconds sec secs", SECOND, EN),
  SPAN ("minute minutes min mins", MINUTE, EN),
  SPAN ("hour hours hr hrs", HOUR, EN),
  SPAN ("day days", DAY, EN),
  SPAN ("weekend weekends", WEEKEND, EN),
  SPAN ("week weeks wk wks", WEEK, EN),
  SPAN ("fortnight fortnights", FORTNIGHT, EN),
  SPAN ("month months", MONTH, EN),
  SPAN ("quarter quarters", QUARTER, EN),
  SPAN ("half", HALF, EN),
  SPAN ("season seasons", SEASON, EN),
  SPAN ("year years yr yrs", YEAR, EN),
  SPAN ("decade decades", DECADE, EN),
  SPAN ("century centuries", CENTURY, EN),
  SPAN ("minuten minute minutes minuto minutos", MINUTE, DE | FR | ES),
  SPAN ("stunde stunden heure heures hora horas", HOUR, DE | FR | ES),
  SPAN ("tag tage tagen jour jours día días", DAY, DE | FR | ES),
  SPAN ("woche wochen semaine semaines semana semanas", WEEK, DE | FR | ES),
  SPAN ("monat monate monaten mois mes meses", MONTH, DE | FR | ES),
  SPAN ("quartal quartale trimestre trimestres", QUARTER, DE | FR | ES),
  SPAN ("jahr jahre jahren jahres an ans année années año años", YEAR, DE | FR | ES),
  { "spring", POSTIL_CALENDAR_SEASON, 1, EN },
  { "summer summers", POSTIL_CALENDAR_SEASON, 2, EN },
  { "autumn", POSTIL_CALENDAR_SEASON, 3, EN },
  { "winter winters", POSTIL_CALENDAR_SEASON, 4, EN },
  { "yesterday", POSTIL_CALENDAR_DAY_SHIFT, 2, EN },
  { "today tonight", POSTIL_CALENDAR_DAY_SHIFT, 3, EN },
  { "tomorrow", POSTIL_CALENDAR_DAY_SHIFT, 4, EN },
  { "gestern hier ayer", POSTIL_CALENDAR_DAY_SHIFT, 2, DE | FR | ES },
  { "heute aujourd'hui hoy", POSTIL_CALENDAR_DAY_SHIFT, 3, DE | FR | ES },
  { "demain mañana", POSTIL_CALENDAR_DAY_SHIFT, 4, FR | ES },
  { NULL, 0, 0, 0 },
};

const PostilCurrency postil_currencies[] = {
  { "", 1, "", "" },
  { "USD", 1, "dollar dollars dólar dólares buck bucks", "$ US$ USD" },
  { "EUR", 1, "euro euros d'euros d'euro", "€ EUR" },
  { "GBP", 1, "pound pounds sterling", "£ GBP" },
  { "JPY", 1, "yen", "¥ JP¥ JPY" },
  { "CNY", 1, "yuan renminbi rmb", "RMB CNY CN¥ CNH" },
  { "HKD", 1, "", "HK$ HKD" },
  { "AUD", 1, "", "A$ AU$ AUD" },
  { "CAD", 1, "", "C$ CA$ CAD" },
  { "NZD", 1, "", "NZ$ NZD" },
  { "SGD", 1, "", "S$ SG$ SGD" },
  { "TWD", 1, "", "NT$ TWD" },
  { "MXN", 1, "", "MX$ Mex$ MXN" },
  { "BRL", 1, "real reais", "R$ BRL" },
  { "INR", 1, "rupee rupees", "₹ Rs INR" },
  { "PKR", 1, "", "PKR" },
  { "KRW", 1, "won", "₩ KRW" },
  { "RUB", 1, "rouble roubles ruble rubles", "₽ RUB" },
  { "CHF", 1, "franc francs franken", "CHF SFr Fr" },
  { "SEK", 1, "krona kronor", "SEK" },
  { "NOK", 1, "", "NOK" },
  { "DKK", 1, "", "DKK" },
  { "TRY", 1, "lira liras", "₺ TRY" },
  { "ZAR", 1, "rand", "ZAR R" },
  { "PLN", 1, "zloty zlotys złoty złotych", "PLN" },
  { "HUF", 1, "forint forints", "HUF" },
  { "CZK", 1, "koruna korunas crowns", "CZK" },
  { "ILS", 1, "shekel shekels", "₪ ILS NIS" },
  { "AED", 1, "dirham dirhams", "AED Dh Dhs" },
  { "SAR", 1, "riyal riyals", "SAR" },
  { "QAR", 1, "", "QAR" },
  { "KWD", 1, "dinar dinars", "KWD" },
  { "EGP", 1, "", "EGP" },
  { "NGN", 1, "naira", "₦ NGN" },
  { "KES", 1, "shilling shillings", "KES Ksh KSh" },
  { "GHS", 1, "cedi cedis", "GH₵ GHS" },
  { "THB", 1, "baht", "฿ THB" },
  { "IDR", 1, "rupiah", "Rp IDR" },
  { "MYR", 1, "ringgit", "RM MYR" },
  { "PHP", 1, "", "₱ PHP" },
  { "VND", 1, "dong", "₫ VND" },
  { "BDT", 1, "taka", "৳ BDT Tk" },
  { "UAH", 1, "hryvnia hryvnias", "₴ UAH" },
  { "KZT", 1, "tenge", "₸ KZT" },
  { "ARS", 1, "", "AR$ ARS" },
  { "CLP", 1, "", "CLP" },
  { "COP", 1, "", "COP" },
  { "PEN", 1, "sol soles", "PEN" },
  { "", 1, "peso pesos", "" },
  { "", 1, "krone kroner kronen kr", "kr" },
  { "", 0.01, "cent cents ¢", "" },
  { "GBP", 0.01, "pence penny", "" },
  { "ETB", 1, "birr", "ETB" },
  { "MAD", 1, "", "MAD" },
  { "BTC", 1, "bitcoin bitcoins", "₿ BTC" },
  { "LKR", 1, "", "LKR" },
  { "RON", 1, "leu lei", "RON" },
  { "BGN", 1, "lev leva", "BGN" },
  { "ISK", 1, "", "ISK" },
  { "", 0, NULL, NULL },
};

const PostilUnit postil_units[] = {
  { "", "", "" },
  { "metre", "metre metres meter meters", "m" },
  { "kilometre", "kilometre kilometres kilometer kilometers km kms", "km" },
  { "centimetre", "centimetre centimetres centimeter centimeters", "cm" },
  { "millimetre", "millimetre millimetres millimeter millimeters", "mm" },
  { "decimetre", "decimetre decimetres decimeter decimeters", "dm" },
  { "micrometre", "micrometre micrometres micrometer micrometers micron microns", "µm μm" },
  { "nanometre", "nanometre nanometres nanometer nanometers", "nm" },
  { "mile", "mile miles", "mi" },
  { "yard", "yard yards", "yd yds" },
  { "foot", "foot feet", "ft" },
  { "inch", "inch inches", "in" },
  { "light-year", "", "ly" },
  { "kilogram", "kilogram kilograms kilogramme kilogrammes kilo kilos", "kg" },
  { "gram", "gram grams gramme grammes", "g" },
  { "milligram", "milligram milligrams", "mg" },
  { "microgram", "microgram micrograms", "µg mcg" },
  { "pound-mass", "", "lb lbs" },
  { "ounce", "ounce ounces", "oz" },
  { "ton", "ton tons", "" },
  { "tonne", "tonne tonnes tonnen", "t Mt" },
  { "litre", "litre litres liter liters", "l L" },
  { "millilitre", "millilitre millilitres milliliter milliliters", "ml mL" },
  { "gallon", "gallon gallons", "gal" },
  { "barrel", "barrel barrels", "bbl" },
  { "bushel", "bushel bushels", "bu" },
  { "acre", "acre acres", "" },
  { "hectare", "hectare hectares", "ha" },
  { "square kilometre", "", "km² km2 sqkm" },
  { "square metre", "", "m² m2 sqm" },
  { "square foot", "", "sqft" },
  { "cubic metre", "", "m³ m3" },
  { "kilometre per hour", "", "kph kmh" },
  { "mile per hour", "", "mph" },
  { "knot", "knot knots", "kn" },
  { "celsius", "celsius", "" },
  { "fahrenheit", "fahrenheit", "" },
  { "kelvin", "kelvin kelvins", "" },
  { "degree", "degree degrees", "" },
  { "watt", "watt watts", "W" },
  { "kilowatt", "kilowatt kilowatts", "kW" },
  { "megawatt", "megawatt megawatts", "MW" },
  { "gigawatt", "gigawatt gigawatts", "GW" },
  { "terawatt", "terawatt terawatts", "TW" },
  { "watt-hour", "", "Wh" },
  { "kilowatt-hour", "", "kWh" },
  { "megawatt-hour", "", "MWh" },
  { "gigawatt-hour", "", "GWh" },
  { "terawatt-hour", "", "TWh" },
  { "bit", "bit bits", "" },
  { "byte", "byte bytes", "B" },
  { "kilobyte", "kilobyte kilobytes", "KB kB" },
  { "megabyte", "megabyte megabytes", "MB" },
  { "gigabyte", "gigabyte gigabytes", "GB" },
  { "terabyte", "terabyte terabytes", "TB" },
  { "petabyte", "petabyte petabytes", "PB" },
  { "exabyte", "exabyte exabytes", "EB" },
  { "megabit", "megabit megabits", "Mb" },
  { "gigabit", "gigabit gigabits", "Gb" },
  { "megabit per second", "", "Mbps Mbit/s" },
  { "gigabit per second", "", "Gbps Gbit/s" },
  { "hertz", "hertz", "Hz" },
  { "kilohertz", "kilohertz", "kHz" },
  { "megahertz", "megahertz", "MHz" },
  { "gigahertz", "gigahertz", "GHz" },
  { "megapixel", "megapixel megapixels", "MP" },
  { "pixel", "pixel pixels", "px" },
  { "horsepower", "horsepower", "hp bhp" },
  { "volt", "volt volts", "V" },
  { "ampere", "ampere amperes amps", "A" },
  { "milliampere-hour", "", "mAh" },
  { "joule", "joule joules", "J" },
  { "newton", "newton newtons", "" },
  { "decibel", "decibel decibels", "dB" },
  { "calorie", "calorie calories", "cal" },
  { "kilocalorie", "kilocalorie kilocalories", "kcal" },
  { "revolution per minute", "", "rpm" },
  { "mile per gallon", "", "mpg" },
  { "carat", "carat carats", "" },
  { "nautical mile", "", "nmi" },
  { "barrel per day", "", "bpd b/d" },
  { "tonne of oil equivalent", "", "toe" },
  { "barrel of oil equivalent", "", "boe" },
  { "TEU", "teu teus", "TEU TEUs" },
  { "", NULL, NULL },
};
