#pragma once

#include "models/common/Awaited.h"
#include "models/timeline/ComparisonTable.h"
#include "services/core/SpanSource.h"

#include <QObject>

namespace spanglass {

/// A place whose copy of a trace can be compared. The source outlives the comparing, or forgetPlace() is called.
struct ComparedPlace {
    QString id;
    QString title;
    SpanSource* source = nullptr;
    bool isReceived = false; ///< its traces come straight from their senders
};

using ComparisonPtr = std::shared_ptr<const TraceComparison>;

/// Reads one trace whole from two places, with the times of its arrival in both, and compares them on another thread.
/// Where arrivals cannot be read there is no delay, and the rest is compared all the same. GUI thread.
class TraceComparer final : public QObject {
    Q_OBJECT
public:
    enum class State : std::uint8_t { Empty, Loading, Ready, Failed };

    using QObject::QObject;

    /// The newest request wins. The left place is the one that was sent to.
    void compare(TraceId trace, const ComparedPlace& left, const ComparedPlace& right);
    void cancel(); ///< ends in Failed with Cancelled while it is loading
    void forget();
    /// Ends what reads from there.
    void forgetPlace(const QString& id);

    State state() const { return m_state; }
    const ComparisonPtr& comparison() const { return m_comparison; } ///< null unless Ready
    const ComparisonNames& names() const { return m_names; }
    const std::optional<Error>& error() const { return m_error; }
    /// Why delays are not known, or not all of them.
    const std::optional<Error>& delayProblem() const { return m_delayProblem; }
    /// What is waited for.
    const QString& progress() const { return m_progress; }

Q_SIGNALS:
    void changed();

private:
    struct Side {
        ComparedPlace place;
        Awaited<WholeTracePtr> spansAnswer;
        Awaited<SpanArrivals> arrivalsAnswer;
        WholeTracePtr spans;
        std::optional<SpanArrivals> arrivals; ///< empty ones where they could not be read
    };

    void read(Side& side, TraceId trace);
    void showProgress(const Side& side, const QString& text);
    void advance();
    void drop();
    void fail(const Error& error);

    State m_state = State::Empty;
    Side m_left, m_right;
    Awaited<ComparisonPtr> m_comparing;
    ComparisonPtr m_comparison;
    ComparisonNames m_names;
    std::optional<Error> m_error;
    std::optional<Error> m_delayProblem;
    QString m_progress;
};

} // namespace spanglass
