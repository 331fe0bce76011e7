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
  { "letztes letzten letzter letzte letztem vergangenes vergangenen vergangener vergangene vergangenem voriges vorigen vorige "
    "vorjahr vorjahres vormonat dieses diesem diesen diese dieser laufenden laufendes nächstes nächsten nächste nächster "
    "nächstem "
    "kommenden kommendes kommende vor anfang mitte ende verdoppelt verdoppelte verdoppelten verdreifacht verdreifachte halbiert "
    "halbierte doppelt",
    POSTIL_WORD_BEGINS, DE },
  { "ce cet cette an année l'an l'année mois semaine trimestre semestre il début mi fin doublé doublée doubler doublent double "
    "triplé triplée",
    POSTIL_WORD_BEGINS, FR },
  { "pasado pasada último última este esta presente próximo próxima año mes semana trimestre semestre hace principios inicios "
    "comienzos mediados finales fines duplicó duplicado duplicaron duplicar triplicó triplicado doble",
    POSTIL_WORD_BEGINS, ES },
  { "zwischen", POSTIL_WORD_PREPOSITION | POSTIL_WORD_FUNCTION, DE },
  { "entre", POSTIL_WORD_PREPOSITION | POSTIL_WORD_FUNCTION, FR | ES },
  { "will would plans plan planned due expects expected expect may should next scheduled aims hopes", POSTIL_WORD_AHEAD, EN },
  { "a an half quarter minus negative double doubled doubles doubling triple tripled triples tripling treble trebled trebles "
    "quadruple quadrupled quadruples quadrupling quintuple quintupled halve halved halves halving twice thrice early late mid "
    "middle "
    "beginning start end fiscal financial noon midnight midday number no year day week month decade whole full new now tonight "
    "ein "
    "eine einem einen einer un une una unos début fin mitte anfang ende inicio finales mediados",
    POSTIL_WORD_BEGINS, 0 },
  { "all anzac april armistice ascension aschermittwoch ash assumption august australia año bastille black bonfire boxing canada "
    "chinese christmas cinco clean columbus corpus covenant cyber day decoration deepavali diwali early earth easter eid "
    "epiphany "
    "fat father fathers fourth giving good groundhog guy hallowe'en halloween heiligabend himmelfahrt holy human independence "
    "indigenous international jamshedi juneteenth karfreitag labor labour lunar mardi martin maundy may memorial mlk mother "
    "mothers navidad navroz neujahr new nochebuena nochevieja nowruz noël orthodox ostermontag ostern ostersonntag palm pancake "
    "parsi pascua pentecost pentecôte persian pfingsten pfingstmontag pfingstsonntag pi president presidents pâques remembrance "
    "rosenmontag saint shrove silvester singles small spring st star summer tag thanksgiving three trinity turkey valentine "
    "valentines veteran veterans victoria viernes washington weihnachten whit women workers x xmas",
    POSTIL_WORD_HOLIDAY, 0 },
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
  { "et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst wet cet cest eet eest msk ist jst kst hkt sgt aest aedt nzst nzdt "
    "akst hst cat sast wib",
    POSTIL_WORD_TIME_ZONE, 0 },
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
