#include "services/diagnostics/report/Scrubber.h"

#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

const QString Mark = u"<secret>"_s;
constexpr qsizetype MaxText = 64 * 1024;
constexpr qsizetype ShortestSecret = 4; ///< taking out less would blot out words

const QRegularExpression& tokens() {
    // JWTs; tokens of Databricks, OpenAI, GitHub, GitLab, Slack, AWS; what follows the name of a scheme.
    static const QRegularExpression expression(
        u"eyJ[\\w-]{8,}(?:\\.[\\w-]*)*|\\bdapi[0-9a-f]{8,}[\\w-]*|\\bdose[0-9a-f]{8,}"
        "|\\b(?:sk|ghp|gho|ghs|glpat|xox[abp])[-_][\\w-]{8,}|\\bgithub_pat_\\w{8,}|\\bAKIA[0-9A-Z]{12,}"
        "|\\b(?:Bearer|Basic)(?:\\s|%20)+[\\w+/=.~-]{8,}"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

/// Name, separator, and the value that goes.
const QRegularExpression& namedValues() {
    static const QRegularExpression expression(
        u"([\\w-]*(?:token|secret|passw(?:or)?d|api[_-]?key|authorization|signature|credential)[\\w-]*[\"']?"
        "\\s*(?:=|:|%3D)\\s*[\"']?)(?!<)([^\\s\"',;&]{8,})"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

const QRegularExpression& passwordInAddress() {
    static const QRegularExpression expression(u"://[^/\\s:@]{1,200}:[^/\\s@]{1,200}@"_s);
    return expression;
}

bool hasDigit(const QString& text) {
    return std::ranges::any_of(text, [](QChar c) { return c.isDigit(); });
}

/// Values of fields named like a secret. Words after a colon are prose: what goes has a digit.
QString withoutNamedValues(const QString& text) {
    QString out;
    qsizetype from = 0;
    auto found = namedValues().globalMatch(text);
    while (found.hasNext()) {
        const auto match = found.next();
        if (!hasDigit(match.captured(2)) && !match.captured(1).contains(u'='))
            continue;
        out += text.mid(from, match.capturedStart(2) - from) + Mark;
        from = match.capturedEnd(2);
    }
    return out + text.mid(from);
}

} // namespace

bool isSecretName(const QString& name) {
    static const QRegularExpression secret(
        u"token|secret|passw(or)?d|api[_-]?key|headers|authorization|credential|private"_s,
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(name).hasMatch();
}

Scrubber::Scrubber(QList<Secret> secrets) {
    for (const Secret& each : secrets)
        if (each.reveal().size() >= ShortestSecret)
            m_secrets << QString::fromUtf8(each.reveal());
}

void Scrubber::learn(const QString& configuration) {
    static const QRegularExpression variable(
        u"^\\W*(?:export\\s+)?([\\w.-]+)[\"']?\\s*[=:]\\s*[\"']?([^\\n\"']+)"_s, QRegularExpression::MultilineOption);
    auto found = variable.globalMatch(configuration.left(MaxText));
    while (found.hasNext()) {
        const auto match = found.next();
        const QString value = match.captured(2).trimmed();
        if (isSecretName(match.captured(1)) && value.size() >= ShortestSecret && value != Mark)
            m_secrets << value;
    }
}

QString Scrubber::clean(QString text) const {
    text.truncate(MaxText);
    for (const QString& secret : m_secrets)
        text.replace(secret, Mark);
    text.replace(tokens(), Mark);
    text.replace(passwordInAddress(), u"://"_s + Mark + u'@');
    return withoutNamedValues(text);
}

QStringList Scrubber::clean(const QStringList& texts) const {
    QStringList out;
    for (const QString& each : texts)
        out << clean(each);
    return out;
}

DiagnosisReport Scrubber::clean(DiagnosisReport report) const {
    Scrubber knowing = *this;
    knowing.learn(report.subject.app.text);
    const auto mend = [&knowing](QString& text) { text = knowing.clean(text); };
    report.subject.app.text.clear();
    mend(report.subject.app.file);
    mend(report.subject.spansTable);
    SetupPlan& plan = report.subject.plan;
    for (QString* each :
        {&plan.host, &plan.profile, &plan.warehouseId, &plan.warehouseName, &plan.experimentName, &plan.experimentId,
            &plan.catalog, &plan.schema, &plan.tablePrefix, &plan.monitoringWarehouseId, &plan.monitoringWarehouseName,
            &plan.collector.appName, &plan.collector.url, &report.connectionName, &report.host})
        mend(*each);
    for (PlannedGrant& grant : plan.grants) {
        mend(grant.principal.id);
        mend(grant.principal.label);
    }
    plan.scorers.clear(); // guidelines are message contents
    for (CheckResult& result : report.results) {
        for (QString* each : {&result.summary, &result.cause, &result.details})
            mend(*each);
        result.remedy = knowing.clean(result.remedy);
        for (CheckEvidence& seen : result.evidence) {
            if (isSecretName(seen.label) && hasDigit(seen.value) && !seen.value.contains(u' '))
                seen.value = Mark;
            mend(seen.label);
            mend(seen.value);
        }
        if (result.action)
            mend(result.action->label);
    }
    for (SpanSketch& sketch : report.samples) {
        mend(sketch.name);
        mend(sketch.service);
        sketch.attributes = knowing.clean(sketch.attributes);
    }
    return report;
}

} // namespace spanglass
