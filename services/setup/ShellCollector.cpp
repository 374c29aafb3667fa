#include "services/setup/CollectorCalls.h"
#include "services/setup/ExportText.h"
#include "services/setup/PlanCalls.h"
#include "services/setup/ShellText.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

// Confirmed: databricks/cli cmd/workspace (secrets put-secret reads standard input or asks; apps create and deploy take
// the body as --json and wait until it has come about).

/// The token comes from the environment or is asked for, and stands on no command line. One that is there stays.
QString secretPart(const PlannedCollector& wanted) {
    const QString entry = shellQuoted(u"\"key\":\"%1\""_s.arg(wanted.secretKey));
    const QString names = shellQuoted(wanted.secretScope) + u' ' + shellQuoted(wanted.secretKey);
    return u"run secrets create-scope %1\n"
           "# The token that the app writes with: from SPANGLASS_COLLECTOR_TOKEN, else it is asked for. One that is\n"
           "# there already stays; with REPLACE_COLLECTOR_TOKEN=1 it is replaced.\n"
           "if ! secrets=$(databricks secrets list-secrets %1 --output json); then\n"
           "  echo '  -> the secrets cannot be listed, so the token is left as it is; going on' >&2\n"
           "elif [ \"${REPLACE_COLLECTOR_TOKEN:-0}\" != 1 ] &&\n"
           "  printf '%s' \"$secrets\" | tr -d ' \\t\\r\\n' | grep -qF %2; then\n"
           "  echo 'The secret is there already, and stays.'\n"
           "elif [ -n \"${SPANGLASS_COLLECTOR_TOKEN:-}\" ]; then\n"
           "  printf '%s' \"$SPANGLASS_COLLECTOR_TOKEN\" | run secrets put-secret %3\n"
           "elif [ -t 0 ]; then\n"
           "  run secrets put-secret %3\n"
           "else\n"
           "  echo '  -> no token: set SPANGLASS_COLLECTOR_TOKEN and run this again' >&2\n"
           "fi\n\n"_s.arg(shellQuoted(wanted.secretScope), entry, names);
}

QString grantsOf(const SetupPlan& plan) {
    SetupPlan own = plan;
    own.grants = {{.principal = {.kind = PrincipalKind::ServicePrincipal, .id = AppPrincipalMark}}};
    QString out;
    const QList<SetupCall> calls = grantCalls(own);
    for (const SetupCall& each : calls)
        out += u"  "_s + shellCall(each);
    return out;
}

} // namespace

QString shellCollector(const SetupPlan& given) {
    SetupPlan plan = given;
    PlannedCollector& wanted = plan.collector;
    for (QString* each : {&wanted.appName, &wanted.secretScope, &wanted.secretKey})
        *each = oneLine(*each);
    const QString name = shellQuoted(wanted.appName);
    return oneLine(u"# The collector app %1, whose code has to lie in %2"_s.arg(wanted.appName, wanted.sourceFolder))
        + u'\n' + secretPart(wanted)
        + u"# An app that is there already keeps what it was given.\nrun apps create --json "_s
        + shellBody(makeAppCall(wanted)) + u"\napp_principal=$(databricks apps get "_s + name
        + u" --output json |\n"
          "  sed -n 's/.*\"service_principal_client_id\": *\"\\([^\"]*\\)\".*/\\1/p' | head -n 1)\n"
          "if [ -n \"$app_principal\" ]; then\n"_s
        + grantsOf(plan) + u"  run apps deploy "_s + name + u" --json "_s
        + shellBody(deployCall(plan, wanted.secretKey)) + u"\nelse\n  echo 'The app was not made.' >&2\nfi\n\n"_s;
}

} // namespace spanglass
