#pragma once

#include "services/core/Secret.h"
#include "services/diagnostics/app/config/SecretText.h"

namespace spanglass {

/// How a value is written where it stands; what takes its place is written likewise.
enum class ValueStyle : std::uint8_t {
    None, ///< it stands nowhere: it follows from something else
    Environment, ///< behind NAME= in a .env file, quotes included
    Plain, ///< a scalar of YAML or JSON, quotes included
    Single,
    Double,
    Within, ///< a part of a scalar, quotes not included
    Block, ///< a block of lines in YAML
};

/// One thing that an app is told.
struct AppSetting {
    QString key; ///< the environment variable that it amounts to; Header for one header alone
    QString name; ///< as written: "exporters.otlphttp.endpoint"; the header's own with Header
    Secret value; ///< secret or not
    QString shown; ///< the value with MaskedSecret for secrets
    bool elsewhere = false; ///< the value comes from a place that cannot be read here
    QList<std::pair<QString, QString>> references; ///< "${HOST}" as it stands there, and what it is, without secrets
    int line = 0; ///< 1-based; 0 where there are no lines
    TextRange place; ///< in AppConfig::text
    ValueStyle style = ValueStyle::None;

    static constexpr QLatin1StringView Header{"header"};

    QString text() const { return QString::fromUtf8(value.reveal()); }
    /// Without blanks and quotes around it, which a check of their own names.
    QString clean() const;
};

/// What one app, container or exporter is told.
struct AppBlock {
    enum class Form : std::uint8_t { Environment, DatabricksApp, Container, Collector, Declarative, Mlflow };
    Form form = Form::Environment;
    QString title; ///< "services.web"; empty when the text has only one
    QList<AppSetting> settings;

    /// The one that holds; null when there is none.
    const AppSetting* find(QLatin1StringView key) const;
    /// Its clean value; empty when there is none.
    QString value(QLatin1StringView key) const;
    bool has(QLatin1StringView key) const { return find(key) != nullptr; }
};

/// What is known of an app's configuration. Holds secrets: never shown as it is.
struct AppConfig {
    QString title; ///< "app.yaml", "what was pasted", "python, process 4711"
    QString file; ///< empty when it is none
    QString text; ///< each CRLF as one LF
    QList<TextRange> secrets; ///< in `text`
    QStringList secretParts; ///< for hide()
    QList<AppBlock> blocks;
    QList<std::pair<int, QString>> problems; ///< line, what cannot be read there

    /// Any text with the secrets of this configuration left out.
    QString hide(const QString& shown) const { return withoutSecrets(shown, secretRanges(shown, secretParts)); }
    /// Settings that speak of telemetry, in all blocks.
    int telemetryCount() const;
};

/// OTEL_, MLFLOW_, DATABRICKS_ and what belongs to them.
bool namesTelemetry(const QString& variable);

/// Fills in what may be shown of each setting, and where secrets stand in the text.
void findSecrets(AppConfig& config);

} // namespace spanglass
