#include "services/diagnostics/app/rules/AppRules.h"

#include <QRegularExpression>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Check("app.values");

/// Values that examples carry in place of real ones.
bool isPlaceholder(const QString& value) {
    static const QRegularExpression form(
        u"<[^<>]*>|\\byour[-_. ](?:workspace|app|host|token|email|actual|catalog|schema|experiment|collector|databricks|api)|\\bYOUR_|dapi1234567890abcdef|\\b(?:catalog|my_catalog)\\.(?:schema|my_schema)\\b.*\\btable\\b|\\bxxxx+|changeme"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form.match(value).hasMatch();
}

/// "${HOST}/v1" where nobody fills it in.
bool hasOpenVariable(const QString& value) {
    static const QRegularExpression form(u"\\$\\{[A-Za-z_]\\w*\\}|%[A-Z_]{3,}%"_s);
    return form.match(value).hasMatch();
}

void look(AppJudge& judge, const AppSetting& setting) {
    const QString value = setting.text();
    if (value != value.trimmed()) {
        judge.failed(Check, "value-blanks"_L1, &setting, u"%1 has a blank at its end or begin"_s.arg(setting.name),
            u"The blank is part of the value, so that the address or the word is not the one that is meant."_s,
            u"Remove the blank."_s);
        judge.offer(&setting, judge.config().hide(setting.clean()));
    } else if (value != setting.clean()) {
        judge.failed(Check, "value-quotes"_L1, &setting, u"%1 has quotes within its value"_s.arg(setting.name),
            u"Whoever hands on this variable does not take quotes off, so that they are part of the value."_s,
            u"Remove the quotes."_s);
        judge.offer(&setting, judge.config().hide(setting.clean()));
    } else if (isPlaceholder(value)) {
        judge.failed(Check, "value-placeholder"_L1, &setting,
            u"%1 still is what an example put there"_s.arg(setting.name),
            u"A placeholder was copied and not replaced."_s, u"Put your own value there."_s);
    } else if (hasOpenVariable(value) && judge.block().form == AppBlock::Form::DatabricksApp) {
        judge.failed(Check, "value-open-variable"_L1, &setting,
            u"%1 names another variable that nobody fills in"_s.arg(setting.name),
            u"app.yaml of Databricks Apps does not fill in variables: the app gets the text as it stands."_s,
            u"Write the value out, or take it from a resource with valueFrom."_s);
    }
}

} // namespace

void valueRules(AppJudge& judge) {
    for (const AppSetting& setting : judge.block().settings)
        if (namesTelemetry(setting.key) && setting.style != ValueStyle::None && !setting.elsewhere)
            look(judge, setting);
}

} // namespace spanglass
