#include "services/diagnostics/app/rules/AppJudge.h"

namespace spanglass {

using namespace Qt::StringLiterals;

AppFinding& AppJudge::failed(QLatin1StringView check, QLatin1StringView rule, const AppSetting* setting,
    const QString& what, const QString& cause, const QString& step) {
    AppFinding finding;
    finding.check = check;
    finding.rule = rule;
    finding.what = m_config.hide(what);
    finding.cause = m_config.hide(cause);
    finding.step = m_config.hide(step);
    if (setting)
        finding.seen = seenSetting(m_config, *setting);
    m_findings += finding;
    return m_findings.back();
}

AppFinding& AppJudge::warned(QLatin1StringView check, QLatin1StringView rule, const AppSetting* setting,
    const QString& what, const QString& cause, const QString& step) {
    AppFinding& finding = failed(check, rule, setting, what, cause, step);
    finding.fails = false;
    return finding;
}

void AppJudge::offer(const AppSetting* setting, const QString& right) {
    if (setting)
        m_findings.back().edit = editOf(m_config, *setting, right);
}

void AppJudge::offerLine(const QString& name, const QString& value) {
    m_findings.back().edit = lineFor(m_config, m_block, name, value);
}

QString seenSetting(const AppConfig& config, const AppSetting& setting) {
    const QString value = setting.elsewhere ? u"(from elsewhere)"_s : setting.shown;
    const QString place = setting.line > 0 ? u"%1, line %2"_s.arg(config.title).arg(setting.line) : config.title;
    return u"%1 = %2 (%3)"_s.arg(setting.name, value, place);
}

} // namespace spanglass
