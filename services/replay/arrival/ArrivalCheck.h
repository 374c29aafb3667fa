#pragma once

#include "services/replay/arrival/ArrivalSource.h"
#include "services/replay/run/ParcelReader.h"

#include <chrono>

namespace spanglass {

/// Asks where a job's target keeps its spans which of those are there that it took, or may have taken, and compares the
/// values of a sample. Requests that were uncertain and are there as a whole count as taken from now on; spans that are
/// missing are kept in the ledger, for sending just these. Blocks; worker threads only.
///
/// Rows show up some time after a target has said yes. What is not there is asked for again and again, until it is
/// there or the source's time for it is over since the last request left; only then it is missing.
///
/// Of values, those count that were sent and are lost or other: targets add some, and keep numbers as text.
class ArrivalCheck {
public:
    ArrivalCheck(Ledger& ledger, const LedgerJob& job, ArrivalSource& source);

    /// Called between questions, with a sentence about what is asked or waited for.
    std::function<void(const QString&)> progress = [](const QString&) {};
    std::chrono::milliseconds askEvery{5'000}; ///< while something is not there yet
    std::optional<std::chrono::milliseconds> patience = {}; ///< in place of the source's own
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

    Result<> listExpected();
    /// Asks for all that is not known to be there.
    Result<> askForAll(const ArrivalSource::Cancelled& cancelled);
    /// Until the next question is due. False when what is missing has had its time.
    Result<bool> waitForMore(const ArrivalSource::Cancelled& cancelled);
    Result<std::chrono::milliseconds> sinceTheLastLeft();
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
