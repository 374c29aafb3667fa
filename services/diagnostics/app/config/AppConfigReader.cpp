#include "services/diagnostics/app/config/AppConfigReader.h"

#include "services/auth/SmallFile.h"
#include "services/diagnostics/app/config/EnvironmentBlock.h"
#include "services/diagnostics/app/config/ProcessVariables.h"
#include "services/diagnostics/app/config/YamlBlocks.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxText = 1 << 20; // units

bool isYaml(const QString& text, const QString& file) {
    const QString name = QFileInfo(file).fileName();
    if (name.endsWith(".yaml"_L1) || name.endsWith(".yml"_L1) || name.endsWith(".json"_L1))
        return true;
    // JSON, or a line "name:" before any line "NAME=".
    static const QRegularExpression first(
        u"^\\s*(?:(?<env>(?:export\\s+)?[A-Za-z_][\\w.-]*\\s*=)|(?<yaml>[{\\[]|-\\s|[\"']?[\\w./-]+[\"']?\\s*:(?:\\s|$)))"_s,
        QRegularExpression::MultilineOption);
    return !first.match(text).captured(u"yaml"_s).isEmpty();
}

bool hasStep(const QList<YamlScalar>& scalars, QLatin1StringView first) {
    return std::ranges::any_of(
        scalars, [first](const YamlScalar& s) { return !s.path.isEmpty() && s.path.front() == first; });
}

AppBlock::Form formOf(const QList<YamlScalar>& scalars, const QString& file) {
    const QString name = QFileInfo(file).fileName();
    const bool isKubernetes = hasStep(scalars, "apiVersion"_L1) || hasStep(scalars, "kind"_L1);
    if (name == "app.yaml"_L1 || name == "app.yml"_L1 || (hasStep(scalars, "env"_L1) && !isKubernetes))
        return AppBlock::Form::DatabricksApp;
    if (isKubernetes || hasStep(scalars, "services"_L1))
        return AppBlock::Form::Container;
    return AppBlock::Form::Environment;
}

Result<> readYamlInto(AppConfig& config) {
    const auto scalars = readYaml(config.text);
    if (!scalars)
        return std::unexpected(scalars.error());
    BlockList blocks;
    if (hasStep(*scalars, "exporters"_L1) && hasStep(*scalars, "service"_L1))
        readCollectorBlocks(*scalars, blocks);
    else if (hasStep(*scalars, "file_format"_L1) || hasStep(*scalars, "tracer_provider"_L1))
        readDeclarativeBlock(*scalars, blocks);
    else
        readMlflowBlock(*scalars, blocks);
    readVariableBlocks(*scalars, formOf(*scalars, config.file), blocks);
    config.blocks = blocks.take();
    return {};
}

Result<AppConfig> readProcess(qint64 process) {
    const auto variables = processVariables(process);
    if (!variables)
        return std::unexpected(variables.error());
    AppConfig config;
    config.title = u"the environment of process %1"_s.arg(process);
    readProcessVariables(*variables, config);
    findSecrets(config);
    return config;
}

} // namespace

Result<AppConfig> readAppText(const QString& text, const QString& file) {
    AppConfig config;
    config.file = file;
    config.title = file.isEmpty() ? u"what was pasted"_s : QFileInfo(file).fileName();
    if (text.size() > MaxText)
        return failure(ErrorCode::LimitHit, u"The configuration is larger than can be looked at"_s,
            u"Give the part that sets up telemetry."_s);
    config.text = text;
    config.text.replace("\r\n"_L1, "\n"_L1);
    if (isYaml(config.text, file)) {
        if (const auto read = readYamlInto(config); !read)
            return std::unexpected(read.error());
    } else {
        readEnvironment(config);
    }
    findSecrets(config);
    return config;
}

Result<AppConfig> readAppConfig(const AppConfigSource& source) {
    if (source.kind == AppConfigSource::Kind::Process)
        return readProcess(source.process);
    if (source.kind != AppConfigSource::Kind::File)
        return readAppText(source.text);
    const auto bytes = readSmallFile(source.file);
    if (!bytes)
        return std::unexpected(bytes.error());
    return readAppText(QString::fromUtf8(*bytes), source.file);
}

} // namespace spanglass
