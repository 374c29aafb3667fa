#include "app/replay/ReplayOptions.h"

#include "app/replay/MomentText.h"
#include "app/replay/TargetText.h"
#include "services/core/Filter.h"

#include <QCommandLineParser>
#include <QDir>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

template <class T> using Read = std::expected<T, QString>;

class Reader {
public:
    Reader(const QCommandLineParser& parser, const QString& folder)
        : m_parser(parser)
        , m_folder(folder) { }

    Read<ReplayCommand> replay(const QString& store) {
        m_out.store = store;
        m_out.dryRun = isSet(u"dry-run"_s);
        m_out.verify = isSet(u"verify"_s);
        m_out.resume = isSet(u"resume"_s);
        if (m_out.dryRun && (m_out.verify || m_out.resume))
            return std::unexpected(u"--dry-run sends nothing, so --verify and --resume do not go with it."_s);
        m_out.replay = value(u"replay"_s);
        if (!m_out.replay.isEmpty() && !m_out.resume)
            return std::unexpected(u"--replay says with which one --resume goes on; give both."_s);
        const auto to = readTarget(m_parser, u"to"_s, m_folder);
        if (!to)
            return std::unexpected(to.error());
        m_out.to = *to;
        if (!m_out.to && !m_out.resume)
            return std::unexpected(u"replay needs --to TARGET."_s);
        m_out.headers = m_parser.values(u"header"_s);
        if (m_out.to)
            m_out.plan.target = m_out.to->target;
        for (const auto step : {&Reader::selection, &Reader::session, &Reader::edits, &Reader::pace}) {
            if (const QString wrong = (this->*step)(); !wrong.isEmpty())
                return std::unexpected(wrong);
        }
        return m_out;
    }

private:
    bool isSet(const QString& name) const { return m_parser.isSet(name); }
    QString value(const QString& name) const { return m_parser.value(name); }

    // Each of these gives what is wrong, or nothing.

    QString selection() {
        ReplaySelection& selection = m_out.plan.selection;
        for (const QString& text : m_parser.values(u"trace"_s)) {
            const auto id = TraceId::fromText(text);
            if (!id)
                return u"\"%1\" is not a trace id; one has up to 32 hexadecimal digits."_s.arg(text);
            selection.traces.push_back(*id);
        }
        selection.filter = value(u"filter"_s);
        if (const auto filter = parseFilter(selection.filter); !filter)
            return u"--filter: %1"_s.arg(filter.error().message);
        const UnixNanos now = UnixNanos::now();
        for (const auto& [name, end] :
            {std::pair(u"since"_s, &selection.range.from), std::pair(u"until"_s, &selection.range.to)}) {
            if (!isSet(name))
                continue;
            *end = parseMoment(value(name), now);
            if (!*end)
                return u"--%1 takes a time such as 2026-02-16T09:30 or 2h, not \"%2\"."_s.arg(name, value(name));
        }
        if (selection.range.from && selection.range.to && *selection.range.from >= *selection.range.to)
            return u"--since lies after --until."_s;
        if (!selection.traces.empty() && (isSet(u"filter"_s) || isSet(u"since"_s) || isSet(u"until"_s)))
            return u"--trace names the traces; leave out --filter, --since and --until."_s;
        selection.onlyErrors = isSet(u"errors"_s);
        selection.wholeRequests = isSet(u"whole-requests"_s);
        return share(u"sample"_s, selection.sample);
    }

    QString session() {
        if (isSet(u"session"_s) && isSet(u"file"_s))
            return u"--session and --file exclude each other."_s;
        if (isSet(u"session"_s)) {
            bool isNumber = false;
            m_out.session = value(u"session"_s).toInt(&isNumber);
            if (!isNumber || m_out.session < 1)
                return u"--session takes 1 for the latest one, 2 for the one before, and so on, not \"%1\"."_s.arg(
                    value(u"session"_s));
        }
        if (isSet(u"file"_s))
            m_out.file = QDir::cleanPath(QDir(m_folder).absoluteFilePath(value(u"file"_s)));
        return {};
    }

    QString edits() {
        ReplayEdits& edits = m_out.plan.edits;
        edits.newTraceIds = isSet(u"new-ids"_s);
        edits.shiftToNow = isSet(u"shift-to-now"_s);
        for (const QString& text : m_parser.values(u"set"_s)) {
            const qsizetype equals = text.indexOf(u'=');
            if (equals < 1)
                return u"--set takes KEY=VALUE, not \"%1\"."_s.arg(text);
            edits.attributes.append({AttributeEdit::Action::Set, text.left(equals), text.mid(equals + 1)});
        }
        for (const auto& [name, action] : {std::pair(u"remove"_s, AttributeEdit::Action::Remove),
                 std::pair(u"redact"_s, AttributeEdit::Action::Redact)}) {
            for (const QString& key : m_parser.values(name)) {
                if (key.isEmpty() || key == "*"_L1)
                    return u"--%1 takes the key of an attribute, such as user.email or user.*"_s.arg(name) + u'.';
                edits.attributes.append({action, key});
            }
        }
        m_out.plan.repeat = isSet(u"repeat"_s);
        if (m_out.plan.selection.wholeRequests && !edits.isFaithful())
            return u"--whole-requests sends byte for byte, so nothing can be edited."_s;
        return {};
    }

    QString pace() {
        ReplayPace& pace = m_out.plan.pace;
        const QString speed = isSet(u"speed"_s) ? value(u"speed"_s) : u"max"_s;
        if (speed == "real"_L1) {
            pace.speed = 1;
        } else if (speed != "max"_L1) {
            bool isNumber = false;
            pace.speed = speed.chopped(speed.endsWith(u'x') ? 1 : 0).toDouble(&isNumber);
            if (!isNumber || !speed.endsWith(u'x') || !(pace.speed > 0) || pace.speed > 1e6)
                return u"--speed takes real, max, or a factor such as 10x, not \"%1\"."_s.arg(speed);
        }
        if (isSet(u"rate"_s)) {
            bool isNumber = false;
            pace.tracesPerSecond = value(u"rate"_s).toDouble(&isNumber);
            if (!isNumber || !(pace.tracesPerSecond > 0) || pace.tracesPerSecond > 1e6)
                return u"--rate takes traces a second, such as 50, not \"%1\"."_s.arg(value(u"rate"_s));
        }
        if (isSet(u"at-once"_s)) {
            bool isNumber = false;
            pace.atOnce = value(u"at-once"_s).toInt(&isNumber);
            if (!isNumber || pace.atOnce < 1 || pace.atOnce > 64)
                return u"--at-once takes 1 to 64 requests, not \"%1\"."_s.arg(value(u"at-once"_s));
        }
        if (isSet(u"send-uncertain"_s))
            m_out.plan.uncertain = UncertainRule::SendAgain;
        return {};
    }

    QString share(const QString& name, double& out) const {
        if (!isSet(name))
            return {};
        bool isNumber = false;
        out = value(name).toDouble(&isNumber);
        return isNumber && out > 0 && out <= 1
            ? QString()
            : u"--%1 takes a share from 0 to 1, such as 0.1, not \"%2\"."_s.arg(name, value(name));
    }

    const QCommandLineParser& m_parser;
    const QString& m_folder;
    ReplayCommand m_out;
};

} // namespace

std::vector<OptionSyntax> targetOptions() {
    return {{u"profile"_s, u"NAME"_s, u"the connection, or profile of ~/.databrickscfg, that signs in"_s},
        {u"table"_s, u"NAME"_s, u"databricks: the table of spans, as catalog.schema.table"_s},
        {u"logs-table"_s, u"NAME"_s, u"databricks: the table of logs (default: logs are left out)"_s},
        {u"metrics-table"_s, u"NAME"_s, u"databricks: the table of metrics (default: metrics are left out)"_s},
        {u"experiment"_s, u"ID"_s, u"mlflow: the experiment"_s},
        {u"header"_s, u"K=V"_s, u"a header of each request; may be given several times"_s},
        {u"gzip"_s, {}, u"compress the requests"_s}};
}

std::vector<OptionSyntax> replayOptions() {
    std::vector<OptionSyntax> out{{u"to"_s, u"TARGET"_s, u"where to send, see below"_s},
        {u"trace"_s, u"ID"_s, u"a trace to send; may be given several times (default: all)"_s},
        {u"filter"_s, u"EXPR"_s, u"traces that match, in the filter language of the window"_s},
        {u"since"_s, u"T"_s, u"traces that began then or later: 2026-02-16T09:30, or how long ago: 2h"_s},
        {u"until"_s, u"T"_s, u"traces that began before"_s},
        {u"session"_s, u"N"_s, u"what came in one capture session: 1 is the latest"_s},
        {u"file"_s, u"FILE"_s, u"what was imported from this file"_s}, {u"errors"_s, {}, u"traces with an error"_s},
        {u"sample"_s, u"SHARE"_s, u"a share of the traces, such as 0.1; the same ones each time"_s},
        {u"whole-requests"_s, {}, u"send each request whole, byte for byte, as it came"_s},
        {u"speed"_s, u"SPEED"_s, u"real, a factor such as 10x, or max (default)"_s},
        {u"rate"_s, u"N"_s, u"at most so many traces a second (default: what the target allows)"_s},
        {u"at-once"_s, u"N"_s, u"requests under way at the same time (default: 4)"_s},
        {u"new-ids"_s, {}, u"send under new trace ids; links between the traces follow"_s},
        {u"shift-to-now"_s, {}, u"move all times so that the earliest is now"_s},
        {u"set"_s, u"KEY=VALUE"_s, u"set an attribute of every span"_s},
        {u"remove"_s, u"KEY"_s, u"leave an attribute out; KEY may end in *"_s},
        {u"redact"_s, u"KEY"_s, u"replace an attribute's value"_s},
        {u"repeat"_s, {}, u"send what this target took before once more"_s},
        {u"send-uncertain"_s, {}, u"send again what the target may have taken, at the risk of sending twice"_s},
        {u"dry-run"_s, {}, u"check the target and count; send nothing"_s},
        {u"verify"_s, {}, u"ask the target afterwards which spans are there"_s},
        {u"resume"_s, {},
            u"go on with the latest replay that was not finished; with --send-uncertain also with uncertain requests"_s},
        {u"replay"_s, u"N"_s, u"with --resume: the replay with this number, from its summary"_s}};
    const auto target = targetOptions();
    out.insert(out.begin() + 1, target.begin(), target.end());
    return out;
}

std::expected<std::optional<TargetCommand>, QString> readTarget(
    const QCommandLineParser& parser, const QString& option, const QString& folder) {
    TargetOptions options;
    options.profile = parser.value(u"profile"_s);
    options.table = parser.value(u"table"_s);
    options.logsTable = parser.value(u"logs-table"_s);
    options.metricsTable = parser.value(u"metrics-table"_s);
    options.experiment = parser.value(u"experiment"_s);
    options.headers = parser.values(u"header"_s);
    options.gzip = parser.isSet(u"gzip"_s);
    if (!parser.isSet(option)) {
        // Headers alone go with --resume: their values are not kept everywhere.
        for (const OptionSyntax& each : targetOptions()) {
            if (parser.isSet(each.name) && (each.name != "header"_L1 || option != "to"_L1))
                return std::unexpected(u"--%1 needs --%2 TARGET."_s.arg(each.name, option));
        }
        return std::nullopt;
    }
    const auto target = parseTarget(parser.value(option), options, folder);
    if (!target)
        return std::unexpected(target.error());
    return TargetCommand{*target, options.profile, options.headers};
}

std::expected<ReplayCommand, QString> readReplay(
    const QCommandLineParser& parser, const QString& store, const QString& folder) {
    return Reader(parser, folder).replay(store);
}

} // namespace spanglass
