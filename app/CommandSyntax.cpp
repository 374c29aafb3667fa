#include "app/CommandSyntax.h"

#include "app/replay/ReplayOptions.h"
#include "app/replay/TargetText.h"
#include "services/practice/PracticeWorkspace.h"

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const OptionSyntax Store{u"store"_s, u"FILE"_s, u"the store to use (default: the one in your data folder)"_s};
const OptionSyntax Http{u"http"_s, u"[ADDR:]PORT"_s, u"where to take OTLP/HTTP; port 0 takes any free one"_s};
const OptionSyntax Grpc{u"grpc"_s, u"[ADDR:]PORT"_s, u"where to take OTLP/gRPC; port 0 takes any free one"_s};

const OptionSyntax Profile{u"profile"_s, u"NAME"_s,
    u"ask the workspace of this connection, or profile of ~/.databrickscfg, and not a store"_s};
const OptionSyntax Warehouse{
    u"warehouse"_s, u"ID"_s, u"the SQL warehouse (default: the connection's own, or one that runs)"_s};

QString line(const QString& left, const QString& right) {
    return u"  "_s + left.leftJustified(24) + u' ' + right + u'\n';
}

QString listOfFaults() {
    QString text = u"\nFaults (NAME@PART limits one with a star to requests whose path contains PART):\n"_s;
    for (const PracticeFault& fault : practiceFaults())
        text += line(fault.name + (fault.onTheWire ? u"*"_s : QString()), fault.meaning);
    return text;
}

std::vector<OptionSyntax> receiveSyntax() {
    std::vector<OptionSyntax> out{Store, Http, Grpc,
        {u"forward"_s, u"TARGET"_s, u"pass on what comes in; goes on in later runs, with what waited"_s},
        {u"no-forward"_s, {}, u"pass nothing on in this run; what waits stays queued"_s},
        {u"drain"_s, {}, u"at the end send what waits first (a second SIGTERM ends at once)"_s}};
    const auto target = targetOptions();
    out.insert(out.end() - 2, target.begin(), target.end());
    return out;
}

std::vector<OptionSyntax> replaySyntax() {
    auto out = replayOptions();
    out.insert(out.begin(), Store);
    return out;
}

std::vector<VerbSyntax> makeSyntaxes() {
    return {
        {{}, u"Open the window."_s, {},
            {Store, Http, Grpc, {u"import"_s, u"FILE"_s, u"a trace file to read in; may be given several times"_s},
                {u"open"_s, u"TRACE_ID"_s, u"show this trace"_s},
                {u"panel"_s, u"NAME"_s,
                    u"show this panel: traces, receiver, sql, setup, replay, diagnostics, connections, settings or help"_s},
                {u"place"_s, u"NAME"_s, u"open one of the places that were open last, by its title"_s},
                {u"workspace"_s, {}, u"ask for a workspace to open"_s},
                {u"screenshot"_s, u"OUT.png"_s, u"paint the panel once its data is there, write the picture, exit"_s},
                {u"size"_s, u"WxH"_s, u"size of the window in pixels"_s},
                {u"theme"_s, u"NAME"_s, u"light or dark, for this run"_s}}},
        {u"receive"_s, u"Receive without a window until SIGTERM; prints one JSON line with the addresses to send to."_s,
            {}, receiveSyntax(), targetHelp()},
        {u"import"_s,
            u"Read trace files into the store: OTLP JSON, JSON lines and protobuf, Jaeger, Zipkin, Chrome, MLflow."_s,
            u"FILE... (- is standard input)"_s,
            {Store, {u"sample"_s, {}, u"read the built-in example traces, as if they had just happened"_s}}},
        {u"export"_s, u"Write traces of the store to a file."_s, u"OUT (- is standard output)"_s,
            {Store, {u"format"_s, u"FORMAT"_s, u"otlp-jsonl, otlp-protobuf, jaeger, chrome or csv"_s},
                {u"trace"_s, u"ID"_s, u"a trace to write; may be given several times (default: all)"_s}}},
        {u"sql"_s, u"Ask the store, or a workspace."_s, u"\"SELECT ...\""_s,
            {Store, Profile, Warehouse, {u"format"_s, u"FORMAT"_s, u"table, json or csv (default: table)"_s}}},
        {u"trace"_s, u"Print a trace as a tree."_s, u"TRACE_ID"_s,
            {Store, Profile, Warehouse,
                {u"table"_s, u"NAME"_s, u"with --profile: the table of spans, as catalog.schema.table"_s}}},
        {u"replay"_s, u"Send captured spans to a target, each once; prints one JSON line with the outcome."_s, {},
            replaySyntax(),
            u"\nExit status: 0 the target has everything, 1 it failed or was stopped (--resume goes on), 3 it ended, "
            u"but "
            "requests\nwere refused or are uncertain, --verify missed spans, or --dry-run found something doubtful.\n"_s
                + targetHelp()},
        {u"setup"_s, u"Set up trace tables in a workspace as a plan says, step by step; may be repeated."_s, {},
            {{u"plan"_s, u"FILE"_s, u"the plan, JSON, as Setup in the window exports it"_s},
                {u"profile"_s, u"NAME"_s, u"the connection or profile to use (default: the plan's, else its host's)"_s},
                {u"dry-run"_s, {}, u"show how each step stands and what would be sent; change nothing"_s},
                {u"no-proof"_s, {}, u"send no test trace at the end"_s},
                {u"replace-token"_s, {}, u"replace the token of a collector app that its secret holds already"_s}},
            u"\nExit status: 0 everything is as planned, 1 something failed or is in the way, 3 with --dry-run: "
            "something is to do.\nThe token that a collector app writes with is read from SPANGLASS_COLLECTOR_TOKEN.\n"_s},
        {u"doctor"_s, u"Find out why traces are missing: looks along the way of a span and names where it stops."_s, {},
            {{u"profile"_s, u"NAME"_s,
                 u"the connection or profile to ask (default: the one that --env names, if any)"_s},
                {u"env"_s, u"FILE"_s, u"the app's configuration: .env, app.yaml, YAML or JSON"_s},
                {u"table"_s, u"NAME"_s, u"the table of spans, as catalog.schema.table"_s},
                {u"trace"_s, u"ID"_s, u"follow this trace too, station by station"_s},
                {u"probe"_s, {}, u"send a marked test trace and wait for it (up to three minutes)"_s},
                {u"json"_s, {}, u"print one JSON object in place of the text"_s},
                {u"report"_s, u"FILE"_s, u"write a report without secrets too: .md, .html or .zip"_s}, Store},
            u"\nExit status: 0 nothing failed (there may be warnings), 1 a check failed or the trace stopped on its "
            u"way,"
            "\n2 wrong usage, 3 nothing failed, but something could not be looked at.\n"_s},
        {u"practice"_s, u"Run a practice workspace on loopback until SIGTERM; prints one JSON line with its address."_s,
            {},
            {{u"port"_s, u"N"_s, u"the port to listen on (default: any free one)"_s},
                {u"data"_s, u"DIR"_s, u"what survives a restart (default: a temporary folder)"_s},
                {u"fault"_s, u"NAME"_s, u"fail in this way; may be given several times"_s}},
            listOfFaults()},
    };
}

} // namespace

const std::vector<VerbSyntax>& verbSyntaxes() {
    static const std::vector<VerbSyntax> syntaxes = makeSyntaxes();
    return syntaxes;
}

const VerbSyntax* findVerb(const QString& verb) {
    const auto& all = verbSyntaxes();
    const auto found = std::ranges::find(all, verb, &VerbSyntax::verb);
    return found == all.end() ? nullptr : &*found;
}

QString helpText(const VerbSyntax& syntax) {
    QStringList usage{u"spanglass"_s};
    if (!syntax.verb.isEmpty())
        usage << syntax.verb;
    usage << u"[options]"_s;
    if (!syntax.operands.isEmpty())
        usage << syntax.operands;
    QString text = u"Usage: "_s + usage.join(u' ') + u'\n' + syntax.summary + u"\n\nOptions:\n"_s;
    for (const OptionSyntax& option : syntax.options)
        text += line(u"--"_s + option.name + (option.value.isEmpty() ? QString() : u' ' + option.value), option.help);
    text += line(u"--help"_s, u"this text"_s);
    text += line(u"--version"_s, u"the program's version"_s);
    text += syntax.more;
    if (syntax.verb.isEmpty()) {
        text += u"\nVerbs, which need no display (spanglass VERB --help tells more):\n"_s;
        for (const VerbSyntax& each : verbSyntaxes()) {
            if (!each.verb.isEmpty())
                text += line(each.verb, each.summary);
        }
    }
    return text;
}

QString versionText() { return u"spanglass " SPANGLASS_VERSION "\n"_s; }

} // namespace spanglass
