/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The English words that carry the grammar of a claim: verbs by their forms, the nouns that stand in for companies and places, what
 * companies and countries have, who speaks. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define N_SLOTS 8192

typedef struct
{
  const char *words;
  guint32 classes;
} Row;

#define PAST POSTIL_CLAIM_WORD_PAST
#define PART POSTIL_CLAIM_WORD_PARTICIPLE
#define BASE POSTIL_CLAIM_WORD_BASE
#define PRES POSTIL_CLAIM_WORD_PRESENT
#define SAY POSTIL_CLAIM_WORD_SAY
#define NOUN POSTIL_CLAIM_WORD_NOUN
#define HEDGE POSTIL_CLAIM_WORD_HEDGE
#define DEED POSTIL_CLAIM_WORD_DEED
#define THOUGHT POSTIL_CLAIM_WORD_THOUGHT
#define SOURCE POSTIL_CLAIM_WORD_SOURCE

static const Row rows[] = {
  { "rose fell grew sank shrank took gave went came did saw knew ate wrote spoke broke chose drew drove flew threw wore began "
    "ran "
    "sang swam tore woke overtook outgrew withdrew undertook became overcame arose was were had",
    PAST },
  { "risen fallen grown sunk shrunk taken given gone come done seen known written spoken broken chosen drawn driven flown thrown "
    "begun overtaken withdrawn undertaken been",
    PART },
  { "made sold bought paid spent lost won kept held told said found left led met sent built lent cut put set hit shut spread "
    "beat "
    "cost bet let read stood sat brought thought sought caught taught felt dealt meant slid leapt leaped swept stuck struck "
    "swung "
    "dug got had heard laid bound fed fled sped wound understood rebuilt overshot hurt quit rid split upset outsold undercut "
    "resold foresaw booked lodged tipped lit slipped dipped",
    PART | PAST },
  { "be is are was were am been being", POSTIL_CLAIM_WORD_BE },
  { "have has had having", POSTIL_CLAIM_WORD_HAVE },
  { "will would shall should can could may might must cannot won't can't", POSTIL_CLAIM_WORD_MODAL },
  { "rise fall grow sink shrink take give go come do see know write draw drive fly begin run make sell buy pay spend lose win "
    "keep "
    "hold tell say find leave lead meet send build lend put set hit shut spread beat bet let read stand bring think seek mean "
    "slide leap strike dig get hear want need use employ own expect plan aim hope intend reckon believe estimate forecast "
    "predict "
    "invest raise reduce cover reach remain become open close launch offer start move add join serve carry produce create "
    "provide include involve receive earn generate attract account represent follow show suggest work live turn help try ask "
    "call look seem appear stay wait talk agree argue warn admit deny confirm announce report claim complain insist promise "
    "propose pledge target double triple treble quadruple halve swallow top exceed total average yield weigh measure last "
    "consume emit handle process ship deliver store hire fire employ recruit borrow owe repay fund finance expand extend "
    "increase drop decline climb jump surge soar slump tumble plunge dip slip ease narrow widen double gain advance recover "
    "rebound cost cut",
    BASE },
  { "rises falls grows sinks shrinks takes gives goes comes does sees knows writes draws drives flies begins runs makes sells "
    "buys "
    "pays spends loses wins keeps holds tells says finds leaves leads meets sends builds lends puts sets hits stands brings "
    "thinks "
    "seeks means gets hears wants needs uses employs owns expects plans aims hopes intends reckons believes estimates forecasts "
    "predicts invests raises reduces covers reaches remains becomes opens closes launches offers starts moves adds joins serves "
    "carries produces creates provides includes involves receives earns generates attracts accounts represents follows shows "
    "suggests works lives turns helps tries asks calls looks seems appears stays talks agrees argues warns admits denies "
    "confirms "
    "announces reports claims complains insists promises proposes pledges targets tops exceeds totals averages yields weighs "
    "measures lasts consumes emits handles ships delivers stores hires borrows owes funds costs cuts has is picks beats slips "
    "lets ranks plays boasts drops jumps soars slumps tumbles dips edges eases climbs gains doubts counts lifts unveils rejects "
    "backs "
    "boosts shuts",
    PRES },
  { "said says say told tells tell added adds noted notes argued argues warned warns wrote writes reckons reckoned reported "
    "reports "
    "announced claimed claims stated states explained explains insisted insists denied denies deny confirmed confirms believes "
    "believed predicted predicts showed shows show shown suggested suggests admitted admits admit complained complain complains "
    "calculates calculated replied joked called calls promised promises finds found find testified conceded concedes "
    "acknowledged disclosed revealed reveals put puts estimate estimates estimated forecast forecasts expects expect expected "
    "thinks think thought sees see saw agree agreed hoped counted counts guides guided hopes maintains maintained briefed "
    "guess guessed wants asked demands demanded looked pointed point spoken spoke speak named mentioned mentions worked hoped "
    "pencilled "
    "stands believe recorded counted reckons want fears feared suspects cited cites quoted shown showing saying describes "
    "described "
    "indicated indicates points",
    SAY },
  { "expects expect expected thinks think thought sees see saw reckons reckoned reckon believes believe believed estimate "
    "estimates estimated forecast forecasts predicts predict predicted puts put wants hopes hope hoped sees guides doubts counts",
    THOUGHT },
  { "reportedly rumoured rumored plans plan planned planning intends intend intended aims aim aimed aiming target targets "
    "targeted "
    "targeting seeks seek expects expect expected expecting forecast forecasts forecasting predicts predicted prediction "
    "predictions projected projects projection projections estimate estimates estimated estimating estimation denied denies deny "
    "denying denial dismissed rejected proposed proposes propose proposal offer offered pledge pledged pledges promise promised "
    "promises goal goals ambition ambitious budget budgeted hopes hope hoped hoping likely probably perhaps could may might "
    "would will should due set poised slated scheduled bound alleged allegedly said believed thought understood rumours reports "
    "guidance guides outlook consensus reckons reckon reckoned believes put puts sees see look wants want wanted needs need "
    "meant committed agreed agrees about around roughly nearly some approximately up least apparently seem seems appears appear "
    "allow allows allowed if unless provided until by soon next begin promised guaranteed called inaccurate false false wrong "
    "untrue not never limit cap capped ceiling quota permitted draft bill bid bids tender guess guessed median poll pencilled "
    "earmarked set-aside allocated approved announced announces unveiled unveils ordered orders order thinks think hopeful "
    "considering considers weighing talks reach to",
    HEDGE },
  { "invest build buy sell pay spend cut close open raise hire launch offer create give lend borrow add charge shed start move "
    "supply put provide bring make keep expand hold issue repay lay part return file list join take finance fund double "
    "halve reduce send set plant recruit acquire merge shut scrap drop ban introduce impose levy extend propose stand hand "
    "convert install deploy replace retire list float spin buyback receive get steer run train fit contribute refund pour plough "
    "charge "
    "charged shut close guarantee award distribute ship deliver plant drill shed axe",
    DEED },
  { "sales plans plan reports report forecast forecasts estimate estimates cost costs orders order need needs wins rank use uses "
    "charge charges run runs lead hold stand stands claims states posts pay cover hit beat drop drops rise rises fall falls gain "
    "gains increase increases decline declines cut cuts offer offers target targets work works account accounts profit share "
    "shares show shows turn call calls look stay talk talks help market start moves move measure measures total average yield "
    "yields store stores ship ships fund funds finance exports imports figures results losses loss deal deals budget bid bids "
    "stake stakes rate rates price prices value values growth spread bet lows highs record records return returns visit visits "
    "trade trades play plays release releases review reviews test tests train trains vote votes wage wages wait",
    NOUN },
  { "annual quarterly monthly weekly daily yearly net gross core operating organic adjusted underlying median average total "
    "global "
    "domestic foreign new old big small large high low strong weak public private national local federal central regional "
    "international first second third last next final early late full whole entire main key major minor single double extra "
    "further other same such own more most less least many much few several some any all both each every record fresh recent "
    "previous current former latest coming past good bad free cheap expensive long short wide narrow poor rich heavy light "
    "industrial commercial residential medical financial fiscal real nominal",
    POSTIL_CLAIM_WORD_ADJECTIVE },
  { "not never also only just even still already now then again ever almost nearly about around roughly some barely hardly soon "
    "once twice here there too very well far away back down up off out instead however meanwhile overall yesterday today "
    "tomorrow tonight respectively together alone ago later earlier perhaps maybe probably recently largely mostly mainly "
    "partly sharply slightly steadily worldwide nationally abroad overseas further yet so thus elsewhere previously currently",
    POSTIL_CLAIM_WORD_ADVERB },
  { "its their his her our your my", POSTIL_CLAIM_WORD_OWNER },
  { "while but whereas although because though after when if before since until unless once as than whether where",
    POSTIL_CLAIM_WORD_SUBORDINATOR },
  { "which who whom whose that", POSTIL_CLAIM_WORD_RELATIVE },
  { "company firm group bank lender carmaker maker automaker retailer grocer airline carrier insurer reinsurer broker brokerage "
    "supplier chain startup start-up business giant miner utility brewer drugmaker chipmaker manufacturer developer operator "
    "publisher streamer platform conglomerate fund investor club team party union trust charity foundation agency regulator "
    "ministry farm plant shipyard shipper railway builder housebuilder landlord subsidiary unit division arm rival parent "
    "partner buyer seller owner partnership consortium exchange network network studio label producer refiner distributor "
    "cooperative co-operative hospital university school museum venture studio restaurant hotel fabless foundry exporter "
    "importer roaster app site website service programme project",
    POSTIL_CLAIM_WORD_COMPANY },
  { "country nation state city town province region island government ministry kingdom republic economy continent bloc territory "
    "capital district county municipality treasury world industry sector market",
    POSTIL_CLAIM_WORD_COUNTRY },
  { "people workers employees staff analysts economists investors customers users passengers patients students pupils nurses "
    "doctors teachers voters households families residents adults children drivers farmers buyers sellers shareholders members "
    "players fans visitors tourists migrants refugees homeowners borrowers engineers officials ministers lawmakers respondents "
    "subscribers traders executives lawyers soldiers women men owners guests readers viewers",
    POSTIL_CLAIM_WORD_PEOPLE },
  { "revenue revenues sales profit profits loss losses earnings turnover margin margins dividend dividends shares share stock "
    "stocks capex orders order bookings backlog deliveries shipments subscriptions subscribers customers users workforce staff "
    "headcount employees factories stores plants valuation value cash debt stake funding spending outlay budget investment "
    "costs cost charge fine fee fees fleet market-share assets deposits loans provisions bonds buyback contract contracts price "
    "prices output production capacity income takings royalties",
    POSTIL_CLAIM_WORD_BUSINESS },
  { "inflation unemployment turnout gdp economy exports imports deficit surplus population harvest emissions growth wages rents "
    "rent rate rates temperature rainfall jobs deaths births visas tax taxes tariff tariffs duties currency poverty crime "
    "migration wage vote votes seats homes house housing prices election elections unemployment jobless debt budget reserves",
    POSTIL_CLAIM_WORD_ECONOMY },
  { "survey poll report study figures data statement minutes note filing documents document estimates forecast forecasts "
    "statistics "
    "consensus research index letter memo prospectus source sources person people officials official analysts analyst economists "
    "economist broker brokers spokesman spokeswoman spokesperson minister executive executives regulator regulators union "
    "agency company firm witnesses researchers scientists experts traders trader investors insiders lawyers police court "
    "modellers modelers forecasters",
    SOURCE },
  { "shares share stock stocks", POSTIL_CLAIM_WORD_SHARES },
  { NULL, 0 },
};

typedef struct
{
  guint32 hash;
  guint32 classes;
  guint64 cues; /* bit per rule for measures */
  char *word;
} Slot;

struct _PostilClaimWords
{
  Slot slots[N_SLOTS];
};

static Slot *
find_slot (PostilClaimWords *self, guint32 hash, const char *word, gsize length)
{
  guint32 i = hash & (N_SLOTS - 1);

  while (
      self->slots[i].word != NULL
      && (self->slots[i].hash != hash || strncmp (self->slots[i].word, word, length) != 0 || self->slots[i].word[length] != '\0'))
    i = (i + 1) & (N_SLOTS - 1);
  return &self->slots[i];
}

static void
add_words (PostilClaimWords *self, const char *list, guint32 classes, guint64 cues)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const gsize length = strlen (words[i]);
      const guint32 hash = postil_token_hash_folded (words[i], length);
      Slot *slot = find_slot (self, hash, words[i], length);

      if (slot->word == NULL)
        *slot = (Slot){ .hash = hash, .word = g_steal_pointer (&words[i]) };
      else
        g_free (words[i]);
      words[i] = g_strdup ("");
      slot->classes |= classes;
      slot->cues |= cues;
    }
}

/**
 * postil_claim_words_new:
 *
 * Returns: (transfer full): the table; immutable, usable from any thread.
 */
PostilClaimWords *
postil_claim_words_new (void)
{
  PostilClaimWords *self = g_new0 (PostilClaimWords, 1);

  for (const Row *row = rows; row->words != NULL; row++)
    add_words (self, row->words, row->classes, 0);
  for (guint i = 0; postil_claim_cues (i) != NULL; i++)
    add_words (self, postil_claim_cues (i), 0, G_GUINT64_CONSTANT (1) << i);
  return self;
}

void
postil_claim_words_free (PostilClaimWords *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (self->slots[i].word);
  g_free (self);
}

/**
 * postil_claim_words_classes:
 * @self: the table
 * @tokens: tokens
 * @index: one of them
 * @cues: (out): the rules for measures that the word speaks for, a bit each
 *
 * Returns: what the token's word can be, 0 when the table does not have it.
 */
guint32
postil_claim_words_classes (const PostilClaimWords *self, const PostilTokens *tokens, guint index, guint64 *cues)
{
  const guint32 hash = tokens->tokens[index].hash;

  *cues = 0;
  if (tokens->tokens[index].kind != POSTIL_TOKEN_WORD)
    return 0;
  for (guint32 i = hash & (N_SLOTS - 1); self->slots[i].word != NULL; i = (i + 1) & (N_SLOTS - 1))
    if (self->slots[i].hash == hash && postil_token_is (tokens, index, self->slots[i].word))
      {
        *cues = self->slots[i].cues;
        return self->slots[i].classes;
      }
  return 0;
}
