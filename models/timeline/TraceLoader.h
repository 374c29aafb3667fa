#pragma once

#include "models/common/Awaited.h"
#include "services/core/SpanSource.h"

#include <QObject>

#include <memory>

namespace spanglass {

class TraceFeed;
class TraceWatch;

/// Loads one trace from a source and loads it again when its feed says that it grew: at once, or for a feed that has to
/// ask while the trace is in view. The newest request wins; while a trace is being loaded, further commits lead to one
/// more load only. GUI thread.
class TraceLoader : public QObject {
    Q_OBJECT
public:
    /// `feed` may be null: then nothing is live. Both must outlive the loader.
    TraceLoader(SpanSource& source, TraceFeed* feed, QObject* parent = nullptr);
    ~TraceLoader() override;

    void load(TraceId id);
    /// Ends with failed(Cancelled) when a load was under way.
    void cancel();
    void forget(); ///< drops everything, silently
    void setInView(bool inView);

    TraceId id() const { return m_id; }
    bool isLoading() const { return m_answer.isPending(); }
    /// Thousandths done; negative while that is not known.
    int progress() const { return m_progress; }
    /// What the load waits for ("SQL warehouse Main is starting, 12 s"); empty when nobody says.
    QString waitingFor() const { return m_answer.progressText(); }

Q_SIGNALS:
    void loaded(const spanglass::TracePtr& trace);
    void failed(const spanglass::Error& error);
    void progressChanged();

private:
    void ask();
    void finish(Result<TracePtr> result);

    SpanSource& m_source;
    TraceId m_id;
    Awaited<TracePtr> m_answer;
    std::unique_ptr<TraceWatch> m_watch; ///< for a feed that has to ask
    int m_progress = -1;
    bool m_again = false;
};

} // namespace spanglass
