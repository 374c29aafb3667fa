#include "services/diagnostics/report/ReportContent.h"

#include "services/diagnostics/report/DiagnosisJson.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

QString timeText(const QDateTime& time) {
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s) : QString();
}

class Content {
public:
    Content(const DiagnosisReport& report, const QString& program)
        : m_report(report)
        , m_program(program) { }

    ReportDocument make() {
        head();
        list(CheckStatus::Ok, u"What works"_s);
        troubles(CheckStatus::Failed, u"What is blocked"_s);
        troubles(CheckStatus::Warning, u"Warnings"_s);
        list(CheckStatus::CouldNotLook, u"What could not be looked at"_s);
        list(CheckStatus::NotApplicable, u"What does not apply"_s);
        configuration();
        tables();
        samples();
        support();
        return m_out;
    }

private:
    void heading(int level, const QString& text) { m_out << ReportHeading{level, text}; }
    void paragraph(const QString& text) {
        if (!text.isEmpty())
            m_out << ReportParagraph{text};
    }

    void head() {
        heading(1, m_report.host.isEmpty() ? u"Tracing diagnosis"_s : u"Tracing diagnosis of "_s + m_report.host);
        paragraph(u"%1, %2, in %3. %4."_s.arg(timeText(m_report.started), m_program, formatDuration(m_report.took),
            m_report.isComplete ? u"All that was asked for was looked at"_s : u"The run was stopped before its end"_s));
        const CheckResult* failed = m_report.firstFailure();
        paragraph(failed ? u"First on the way that failed: "_s + failed->summary
                         : u"Nothing that was looked at has failed."_s);
        const auto number = [this](CheckStatus status) { return QString::number(m_report.count(status)); };
        m_out << ReportTable{{u"Works"_s, u"Warnings"_s, u"Failed"_s, u"Could not look"_s, u"Does not apply"_s},
            {{number(CheckStatus::Ok), number(CheckStatus::Warning), number(CheckStatus::Failed),
                number(CheckStatus::CouldNotLook), number(CheckStatus::NotApplicable)}}};
    }

    template <class Call> void each(CheckStatus status, Call call) {
        for (qsizetype i = 0; i < m_report.checks.size() && i < m_report.results.size(); ++i)
            if (m_report.results[i].status == status)
                call(m_report.checks[i], m_report.results[i]);
    }

    static QString evidenceLine(const CheckResult& result) {
        QStringList parts;
        for (const CheckEvidence& seen : result.evidence)
            parts << seen.label + u": "_s + seen.value;
        return parts.join(u"; "_s);
    }

    void list(CheckStatus status, const QString& title) {
        ReportTable table{{u"Check"_s, u"Found"_s, u"Evidence"_s}, {}};
        each(status, [&](const CheckInfo& info, const CheckResult& result) {
            table.rows << QStringList{info.title, result.summary, evidenceLine(result)};
        });
        if (table.rows.isEmpty())
            return;
        heading(2, title);
        m_out << table;
    }

    void troubles(CheckStatus status, const QString& title) {
        if (m_report.count(status) == 0)
            return;
        heading(2, title);
        each(status, [this](const CheckInfo& info, const CheckResult& result) { trouble(info, result); });
    }

    void trouble(const CheckInfo& info, const CheckResult& result) {
        heading(3, info.title);
        paragraph(result.summary);
        if (!result.cause.isEmpty())
            paragraph(u"Cause: "_s + result.cause);
        const auto known = knownFailure(result);
        if (known)
            paragraph(u"Known as \"%1\": %2"_s.arg(known->title, known->meaning));
        if (!result.remedy.isEmpty())
            m_out << ReportList{result.remedy, true};
        ReportTable table{{u"Evidence"_s, u"Seen"_s}, {}};
        for (const CheckEvidence& seen : result.evidence)
            table.rows << QStringList{seen.label, seen.value};
        for (const QString& line : result.details.split(u'\n', Qt::SkipEmptyParts))
            table.rows << QStringList{u"Details"_s, line};
        if (!table.rows.isEmpty())
            m_out << table;
        if (!info.documentation.isEmpty())
            paragraph(u"Documentation: "_s + info.documentation);
        if (known)
            for (const QString& item : known->forSupport)
                if (!m_handOver.contains(item))
                    m_handOver << item;
    }

    void configuration() {
        const SetupPlan& plan = m_report.subject.plan;
        ReportTable table{{u"Setting"_s, u"Value"_s}, {}};
        const auto add = [&table](const QString& name, const QString& value) {
            if (!value.isEmpty())
                table.rows << QStringList{name, value};
        };
        add(u"Connection"_s, m_report.connectionName);
        add(u"Host"_s, m_report.host.isEmpty() ? plan.host : m_report.host);
        add(u"Profile"_s, plan.profile);
        add(u"Experiment"_s, plan.experimentName);
        add(u"Experiment id"_s, plan.experimentId);
        add(u"Catalog and schema"_s, plan.catalog.isEmpty() ? QString() : plan.catalog + u'.' + plan.schema);
        add(u"Table prefix"_s, plan.tablePrefix);
        add(u"Spans table"_s, m_report.subject.spansTable);
        add(u"SQL warehouse"_s, QString(plan.warehouseName + u' ' + plan.warehouseId).trimmed());
        add(u"SQL warehouse of monitoring"_s, plan.monitoringWarehouseId);
        for (const PlannedGrant& grant : plan.grants)
            add(grant.writes ? u"Writes"_s : u"Reads"_s,
                QString(grant.principal.label + u' ' + grant.principal.id).trimmed());
        add(u"App's configuration"_s, m_report.subject.app.file);
        if (table.rows.isEmpty())
            return;
        heading(2, u"Configuration"_s);
        m_out << table;
    }

    void tables() {
        ReportTable table{{u"Check"_s, u"Seen at"_s, u"Difference"_s}, {}};
        for (qsizetype i = 0; i < m_report.checks.size() && i < m_report.results.size(); ++i) {
            const CheckStatus status = m_report.results[i].status;
            if (m_report.checks[i].stage == CheckStage::Tables
                && (status == CheckStatus::Failed || status == CheckStatus::Warning))
                for (const CheckEvidence& seen : m_report.results[i].evidence)
                    table.rows << QStringList{m_report.checks[i].title, seen.label, seen.value};
        }
        if (table.rows.isEmpty())
            return;
        heading(2, u"Differences of the tables"_s);
        m_out << table;
    }

    void samples() {
        if (m_report.samples.isEmpty())
            return;
        heading(2, u"Sample spans"_s);
        paragraph(u"Of the trace %1, which came last to the local receiver. What attributes, inputs and outputs say is "
                  "left out."_s.arg(m_report.samples.first().traceId));
        ReportTable table{
            {u"Name"_s, u"Service"_s, u"Span"_s, u"Parent"_s, u"Start"_s, u"Took"_s, u"Attributes"_s}, {}};
        for (const SpanSketch& span : m_report.samples)
            table.rows << QStringList{span.name, span.service, span.spanId, span.parentId, timeText(span.start),
                formatDuration(span.took), span.attributes.join(u", "_s)};
        m_out << table;
    }

    QStringList requestIds() const {
        static const QRegularExpression inDetails(
            u"request id:?\\s*([\\w-]{4,100})"_s, QRegularExpression::CaseInsensitiveOption);
        QStringList out;
        for (const CheckResult& result : m_report.results) {
            for (const CheckEvidence& seen : result.evidence)
                if (seen.label.contains("request id"_L1, Qt::CaseInsensitive))
                    out << result.id + u": "_s + seen.value;
            if (const auto match = inDetails.match(result.details); match.hasMatch())
                out << result.id + u": "_s + match.captured(1);
        }
        out.removeDuplicates();
        return out;
    }

    void support() {
        heading(2, u"For support"_s);
        m_out << ReportList{
            m_handOver + QStringList{u"This file, written by %1 on %2"_s.arg(m_program, timeText(m_report.started))}};
        if (const QStringList ids = requestIds(); !ids.isEmpty()) {
            heading(3, u"Request ids"_s);
            m_out << ReportList{ids};
        }
    }

    const DiagnosisReport& m_report;
    const QString m_program;
    ReportDocument m_out;
    QStringList m_handOver;
};

} // namespace

ReportDocument reportContent(const DiagnosisReport& report, const QString& program) {
    return Content(report, program).make();
}

} // namespace spanglass
