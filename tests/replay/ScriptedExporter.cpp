#include "tests/replay/ScriptedExporter.h"

#include <algorithm>
#include <utility>

namespace spanglass::test {

class ScriptedTarget::Ended final : public Exporter {
public:
    explicit Ended(ScriptedTarget& target)
        : m_target(target) { }
    ~Ended() override { m_target.release(answerOf(ExportOutcome::Uncertain)); }

    bool takes(Signal signal) const override { return m_target.m_takes(signal); }
    void send(Parcel parcel, Done done) override { m_target.send(std::move(parcel), std::move(done)); }
    void abandon() override { m_target.release(answerOf(ExportOutcome::Uncertain)); }
    Result<> finish() override {
        const std::scoped_lock lock(m_target.m_mutex);
        ++m_target.m_finished;
        return {};
    }

private:
    ScriptedTarget& m_target;
};

void ScriptedTarget::setScript(Script script) {
    const std::scoped_lock lock(m_mutex);
    m_script = std::move(script);
}

std::vector<Parcel> ScriptedTarget::seen() const {
    const std::scoped_lock lock(m_mutex);
    return m_seen;
}

std::vector<Parcel> ScriptedTarget::taken() const {
    const std::scoped_lock lock(m_mutex);
    return m_taken;
}

int ScriptedTarget::mostAtOnce() const {
    const std::scoped_lock lock(m_mutex);
    return m_mostAtOnce;
}

int ScriptedTarget::finished() const {
    const std::scoped_lock lock(m_mutex);
    return m_finished;
}

std::unique_ptr<Exporter> ScriptedTarget::exporter() { return std::make_unique<Ended>(*this); }

void ScriptedTarget::send(Parcel parcel, Exporter::Done done) {
    std::optional<ExportAnswer> answer;
    {
        const std::scoped_lock lock(m_mutex);
        m_seen.push_back(parcel);
        answer = m_script(parcel, static_cast<int>(m_seen.size()));
        if (!answer) {
            m_open.push_back({std::move(parcel), std::move(done)});
            m_mostAtOnce = std::max(m_mostAtOnce, static_cast<int>(m_open.size()));
            return;
        }
        note(parcel, *answer);
    }
    done(*answer);
}

void ScriptedTarget::note(const Parcel& parcel, const ExportAnswer& answer) {
    if (answer.outcome == ExportOutcome::Taken)
        m_taken.push_back(parcel);
}

void ScriptedTarget::release(const ExportAnswer& answer) {
    std::vector<Open> open;
    {
        const std::scoped_lock lock(m_mutex);
        open = std::exchange(m_open, {});
        for (const Open& each : open)
            note(each.parcel, answer);
    }
    for (const Open& each : open)
        each.done(answer);
}

} // namespace spanglass::test
