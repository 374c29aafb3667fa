#pragma once

#include "services/diagnostics/app/config/YamlScalars.h"

namespace spanglass {

/// Collects settings into one block a scope, in the order in which the scopes appear.
class BlockList {
public:
    /// The block of this scope, made when it is new. Valid until the next call.
    AppBlock& at(const QString& scope, AppBlock::Form form);
    QList<AppBlock> take() { return std::move(m_blocks); }

private:
    QList<AppBlock> m_blocks;
};

/// A setting that stands at a scalar.
AppSetting settingAt(const YamlScalar& scalar, const QString& key, const QString& name);
/// One that follows from another, as the protocol follows from the kind of an exporter.
AppSetting impliedSetting(QLatin1StringView key, const QString& name, const QString& value);

/// What the end of a path amounts to.
struct PathMeaning {
    QLatin1StringView end; ///< whole steps: "tracing.enabled"
    QLatin1StringView key; ///< of AppSetting

    bool fits(const QString& path) const { return path == end || path.endsWith(u'.' + end); }
};

/// Variables, wherever they stand: lists of name and value (Kubernetes, app.yaml of Databricks Apps), lists of
/// "NAME=value", maps from NAME to value (Compose, JSON objects of variables).
void readVariableBlocks(const QList<YamlScalar>& scalars, AppBlock::Form form, BlockList& out);

/// The otlp and otlphttp exporters of an OpenTelemetry Collector, a block each.
void readCollectorBlocks(const QList<YamlScalar>& scalars, BlockList& out);

/// The tracer provider of OpenTelemetry's declarative configuration (file_format), as one block.
void readDeclarativeBlock(const QList<YamlScalar>& scalars, BlockList& out);

/// An app's own file about MLflow: tracking_uri, experiment_name and what it calls tracing.
void readMlflowBlock(const QList<YamlScalar>& scalars, BlockList& out);

} // namespace spanglass
