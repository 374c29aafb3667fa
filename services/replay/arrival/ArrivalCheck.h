#pragma once

#include "services/replay/arrival/ArrivalSource.h"
#include "services/replay/run/ParcelReader.h"

namespace spanglass {

/// Asks where a job's target keeps its spans which of those are there that it took, or may have taken, and compares the
/// values of a sample. Requests that were uncertain and are there as a whole count as taken from now on; spans that are
/// missing are kept in the ledger, for sending just these. Blocks; worker threads only.
///
/// Of values, those count that were sent and are lost or other: targets add some, and keep numbers as text.
class ArrivalCheck {
public:
    ArrivalCheck(Ledger& ledger, const LedgerJob& job, ArrivalSource& source);

    /// Called between questions, with how many of all spans have been asked for.
    std::function<void(std::uint64_t asked, std::uint64_t all)> progress = [](std::uint64_t, std::uint64_t) {};
    Result<ArrivalReport> run(const ArrivalSource::Cancelled& cancelled);

private:
    struct Expected {
        SpanName name; ///< as it was sent
        TraceId captured;
        std::int64_t request = 0;
        std::int32_t ordinal = 0;
        std::int64_t parcel = 0;
    };
    struct Page {
        std::vector<Expected> spans;
        std::vector<TraceId> traces;
        TimeRange time;
    };

    Result<std::pair<std::int64_t, std::int64_t>> listExpected(); ///< traces, spans
    Result<Page> readPage(std::int64_t firstTrace, std::int64_t lastTrace);
    Result<> askFor(const Page& page, const ArrivalSource::Cancelled& cancelled);
    Result<> compareSample(const ArrivalSource::Cancelled& cancelled);
    Result<> compareParcel(ParcelReader& reader, const LedgerParcel& parcel, const ArrivalSource::Cancelled& cancelled);
    Result<> settle();

    Ledger& m_ledger;
    LedgerJob m_job;
    ArrivalSource& m_source;
    ArrivalReport m_report;
};

} // namespace spanglass
