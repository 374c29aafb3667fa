#include "app/instance/InstanceAnswers.h"

#include "app/instance/InstanceCall.h"
#include "app/instance/InstanceServer.h"
#include "app/instance/RemoteIo.h"
#include "app/replay/ReplayVerb.h"
#include "app/verbs/RunVerb.h"

#include <QFutureWatcher>
#include <QtConcurrent>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int VerbsAtOnce = 4;

} // namespace

InstanceAnswers::InstanceAnswers(InstanceServer& server, Raise raise, QObject* parent)
    : QObject(parent)
    , m_raise(std::move(raise)) {
    m_pool.setMaxThreadCount(VerbsAtOnce);
    connect(&server, &InstanceServer::called, this, &InstanceAnswers::take);
}

InstanceAnswers::~InstanceAnswers() { close(); }

void InstanceAnswers::open(OpenStore& store, ReplayDesk& replays, Doctor doctor) {
    m_store = &store;
    m_replays = &replays;
    m_doctor = std::move(doctor);
    m_refusal.reset();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& call : waiting) {
        if (call)
            answer(*call);
    }
}

void InstanceAnswers::refuse(const Error& error) {
    m_refusal = error;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& call : waiting) {
        if (call)
            answer(*call);
    }
}

void InstanceAnswers::close() {
    for (const auto& running : m_running) {
        if (const auto io = running.lock())
            io->close(); // also wakes a verb that waits for its reader
    }
    m_running.clear();
    m_pool.waitForDone();
    m_store = nullptr;
    m_refusal.reset();
}

void InstanceAnswers::take(InstanceCall* call) {
    if (m_store || m_refusal)
        answer(*call);
    else
        m_waiting.append(call);
}

void InstanceAnswers::answer(InstanceCall& call) {
    const auto command = parseCommandLine(call.request().arguments, call.request().folder);
    if (!command) {
        call.io()->complain(command.error().text.trimmed());
        call.finish(command.error().status);
        return;
    }
    if (const auto* window = std::get_if<WindowCommand>(&*command)) {
        const auto raised = m_raise(*window);
        call.finish(raised ? 0 : fail(*call.io(), raised.error()));
        return;
    }
    if (std::holds_alternative<ReceiveCommand>(*command)) {
        call.finish(fail(*call.io(),
            {ErrorCode::Busy, u"A running Spanglass holds this store and receives into it."_s,
                u"Send to it, or name another --store."_s}));
        return;
    }
    if (m_refusal) {
        call.finish(fail(*call.io(), *m_refusal));
        return;
    }
    start(call, *command);
}

void InstanceAnswers::start(InstanceCall& call, Command command) {
    std::erase_if(m_running, [](const auto& io) { return io.expired(); });
    m_running.push_back(call.io());
    auto* watcher = new QFutureWatcher<int>(&call);
    connect(watcher, &QFutureWatcherBase::finished, &call, [&call, watcher] { call.finish(watcher->result()); });
    if (const auto* doctor = std::get_if<DoctorCommand>(&command)) {
        watcher->setFuture(
            QtConcurrent::run(&m_pool, [io = call.io(), examine = m_doctor(*doctor)] { return examine(*io); }));
        return;
    }
    watcher->setFuture(QtConcurrent::run(
        &m_pool, [store = m_store, replays = m_replays, io = call.io(), command = std::move(command)] {
            if (const auto* replay = std::get_if<ReplayCommand>(&command))
                return runReplay(*replay, *replays, *io);
            return runVerb(command, *store, *io);
        }));
}

} // namespace spanglass
