#pragma once

#include "services/core/TraceFiles.h"
#include "tests/support/FakeWorkspace.h"

namespace spanglass::test {

/// Files whose reading the test ends.
class HeldFiles final : public TraceFiles {
public:
    QFuture<Result<ImportReport>> importFiles(QStringList files) override {
        return imports.ask(files.join(QLatin1Char(' ')));
    }
    QFuture<Result<ImportReport>> importSample() override { return imports.ask({}); }
    QFuture<Result<ExportReport>> exportTraces(std::vector<TraceId>, ExportFormat, QString) override { return {}; }

    FakeQuestion<ImportReport> imports;
};

} // namespace spanglass::test
