#include "services/diagnostics/app/config/EnvironmentBlock.h"

#include "services/auth/EnvFile.h"

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

/// "otel.exporter.otlp.endpoint" of Java is OTEL_EXPORTER_OTLP_ENDPOINT.
QString variableOf(const QString& name) {
    if (!name.startsWith("otel."_L1))
        return name;
    QString out = name.toUpper();
    return out.replace(u'.', u'_').replace(u'-', u'_');
}

bool matters(const QString& name) {
    return namesTelemetry(name) || name.endsWith("_PROXY"_L1, Qt::CaseInsensitive) || name == "OTEL"_L1;
}

} // namespace

void readEnvironment(AppConfig& config) {
    const EnvFile file = EnvFile::parse(config.text.toUtf8());
    AppBlock block;
    for (const EnvFile::Entry& entry : file.entries) {
        AppSetting setting;
        setting.key = variableOf(entry.name);
        setting.name = entry.name;
        setting.value = Secret(entry.value.toUtf8());
        setting.elsewhere = isReference(entry.value) && !entry.value.startsWith(u'<');
        setting.references = entry.references;
        setting.line = entry.line;
        setting.place = {entry.at, entry.length};
        setting.style = ValueStyle::Environment;
        block.settings += setting;
    }
    for (const EnvFile::Problem& problem : file.problems)
        config.problems += {problem.line, problem.message};
    config.blocks += block;
}

void readProcessVariables(const QByteArray& variables, AppConfig& config) {
    AppBlock block;
    for (const QByteArray& variable : variables.split('\0')) {
        const QString text = QString::fromUtf8(variable);
        const qsizetype mark = text.indexOf(u'=');
        if (mark <= 0 || text.contains(u'\n') || !matters(text.left(mark)))
            continue;
        AppSetting setting;
        setting.key = setting.name = text.left(mark);
        setting.value = Secret(text.mid(mark + 1).toUtf8());
        setting.place = {config.text.size() + mark + 1, text.size() - mark - 1};
        setting.style = ValueStyle::Within;
        config.text += text + u'\n';
        block.settings += setting;
    }
    config.blocks += block;
}

} // namespace spanglass
