#include "services/setup/ShellText.h"

#include "services/setup/CallText.h"

namespace spanglass {

using namespace Qt::StringLiterals;

QString shellQuoted(QString text) {
    text.replace(u"'"_s, u"'\\''"_s);
    text.replace(ExperimentIdMark, u"'\"$experiment_id\"'"_s);
    text.replace(AppPrincipalMark, u"'\"$app_principal\"'"_s);
    return u'\'' + text + u'\'';
}

QString shellBody(const SetupCall& call) {
    const QString body = call.text.section(u'\n', 1);
    return shellQuoted(body.isEmpty() ? u"{}"_s : body);
}

QString shellPath(const SetupCall& call) { return shellQuoted(call.text.section(u'\n', 0, 0).section(u' ', 1)); }

QString shellCall(const SetupCall& call) {
    const QString method = call.text.section(u' ', 0, 0).toLower();
    return u"call %1 %2 %3\n"_s.arg(method, shellPath(call), shellBody(call));
}

} // namespace spanglass
