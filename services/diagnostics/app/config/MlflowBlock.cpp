#include "services/diagnostics/app/config/YamlBlocks.h"

#include <array>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

// The keys in lower case are the app's own: MLflow does not read them.
constexpr std::array OwnNames{
    PathMeaning{"tracking_uri"_L1, "MLFLOW_TRACKING_URI"_L1},
    PathMeaning{"experiment_name"_L1, "MLFLOW_EXPERIMENT_NAME"_L1},
    PathMeaning{"experiment_id"_L1, "MLFLOW_EXPERIMENT_ID"_L1},
    PathMeaning{"trace_destination"_L1, "MLFLOW_TRACING_DESTINATION"_L1},
    PathMeaning{"tracing.destination"_L1, "MLFLOW_TRACING_DESTINATION"_L1},
    PathMeaning{"tracing.enabled"_L1, "tracing.enabled"_L1},
    PathMeaning{"tracing.backend"_L1, "tracing.backend"_L1},
    PathMeaning{"tracing.sample_rate"_L1, "MLFLOW_TRACE_SAMPLING_RATIO"_L1},
    PathMeaning{"tracing.sampling_ratio"_L1, "MLFLOW_TRACE_SAMPLING_RATIO"_L1},
};

} // namespace

void readMlflowBlock(const QList<YamlScalar>& scalars, BlockList& out) {
    for (const YamlScalar& scalar : scalars) {
        const QString path = scalar.path.join(u'.');
        for (const PathMeaning& own : OwnNames)
            if (own.fits(path))
                out.at({}, AppBlock::Form::Mlflow).settings += settingAt(scalar, own.key, path);
    }
}

} // namespace spanglass
