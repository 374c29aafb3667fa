#pragma once

#include "services/replay/Exporter.h"

#include <memory>
#include <mutex>
#include <vector>

namespace spanglass::test {

/// What targets answered by a script have seen, over all exporters of a test. Any thread.
class ScriptedTarget {
public:
    /// What becomes of the parcel that comes as the n-th (from 1); nothing: no answer before release() or abandon().
    using Script = std::function<std::optional<ExportAnswer>(const Parcel& parcel, int nth)>;

    void setScript(Script script);
    void setTakes(std::function<bool(Signal)> takes) { m_takes = std::move(takes); }
    std::vector<Parcel> seen() const; ///< every attempt
    std::vector<Parcel> taken() const;
    int mostAtOnce() const;
    int finished() const;
    /// Answers all that have none yet.
    void release(const ExportAnswer& answer);

    std::unique_ptr<Exporter> exporter();

private:
    class Ended;
    friend class Ended;
    struct Open {
        Parcel parcel;
        Exporter::Done done;
    };
    void send(Parcel parcel, Exporter::Done done);
    void note(const Parcel& parcel, const ExportAnswer& answer);

    mutable std::mutex m_mutex;
    Script m_script = [](const Parcel&, int) { return ExportAnswer{ExportOutcome::Taken, 200}; };
    std::function<bool(Signal)> m_takes = [](Signal) { return true; };
    std::vector<Parcel> m_seen;
    std::vector<Parcel> m_taken;
    std::vector<Open> m_open;
    int m_mostAtOnce = 0;
    int m_finished = 0;
};

inline ExportAnswer answerOf(ExportOutcome outcome, int status = -1, const QString& words = {}) {
    ExportAnswer answer;
    answer.outcome = outcome;
    answer.status = status;
    answer.words = words;
    if (outcome != ExportOutcome::Taken)
        answer.problem = Error{ErrorCode::NotAllowed, words, QStringLiteral("Look there.")};
    return answer;
}

} // namespace spanglass::test
