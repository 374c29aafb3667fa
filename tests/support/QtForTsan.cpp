/// Part of every program that is built with ThreadSanitizer. Qt itself is not, so ThreadSanitizer cannot see that a
/// queued call happens after it was posted, that a pool runs a task after it was handed over, or that a future is read
/// after it was settled. The functions of Qt through which this program's code hands work to other threads are stood in
/// for here: each says what it orders, no more, and calls Qt's own.

#include <QFutureInterface>
#include <QObject>
#include <QRunnable>
#include <QThreadPool>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

/// Qt's own function of this mangled name.
template <class Function> Function qtFunction(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// A slot on its way: what happened before it was handed over happened before its call, and the call before its end,
/// whichever thread drops it last, and before a caller that waits goes on.
class Slot final : public QtPrivate::QSlotObjectBase {
public:
    Slot(QtPrivate::QSlotObjectBase* slot, void* waiting)
        : QSlotObjectBase(&Slot::act)
        , m_slot(slot)
        , m_waiting(waiting) {
        __tsan_release(this);
    }

private:
    static void act(int operation, QSlotObjectBase* base, QObject* receiver, void** arguments, bool*) {
        __tsan_acquire(base);
        auto* self = static_cast<Slot*>(base);
        if (operation == Call) {
            self->m_slot->call(receiver, arguments);
            if (self->m_waiting)
                __tsan_release(self->m_waiting);
            __tsan_release(self);
        } else if (operation == Destroy) {
            self->m_slot->destroyIfLastRef();
            delete self;
        }
    }

    QSlotObjectBase* m_slot;
    void* m_waiting; ///< stands for a caller that waits; null when none does
};

/// A task of a thread pool: what happened before it was handed over happened before it runs.
class PoolTask final : public QRunnable {
public:
    explicit PoolTask(QRunnable* task)
        : m_task(task) {
        __tsan_release(this);
    }
    void run() override {
        __tsan_acquire(this);
        const bool owned = m_task->autoDelete();
        m_task->run();
        if (owned)
            delete m_task;
    }

private:
    QRunnable* m_task;
};

} // namespace

bool QMetaObject::invokeMethodImpl(
    QObject* object, QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type, void* result) {
    static const auto invoke = qtFunction<decltype(&QMetaObject::invokeMethodImpl)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    char waiting = 0;
    const bool waits = type == Qt::BlockingQueuedConnection;
    const bool done = invoke(object, new Slot(slot, waits ? &waiting : nullptr), type, result);
    if (waits)
        __tsan_acquire(&waiting);
    return done;
}

void QThreadPool::start(QRunnable* task, int priority) {
    static const auto start
        = qtFunction<void (*)(QThreadPool*, QRunnable*, int)>("_ZN11QThreadPool5startEP9QRunnablei");
    start(this, new PoolTask(task), priority);
}

// A future's state stands for what was done before it was told, and for what its users did before they let go of it.

void QFutureInterfaceBase::setContinuation(
    std::function<void(const QFutureInterfaceBase&)> function, QFutureInterfaceBasePrivate* continuationFutureData) {
    using Set = void (*)(
        QFutureInterfaceBase*, std::function<void(const QFutureInterfaceBase&)>, QFutureInterfaceBasePrivate*);
    static const auto set = qtFunction<Set>(
        "_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate");
    auto ordered = [function = std::move(function)](const QFutureInterfaceBase& future) {
        __tsan_acquire(future.d);
        function(future);
    };
    __tsan_release(d);
    set(this, std::move(ordered), continuationFutureData);
}

void QFutureInterfaceBase::setContinuation(std::function<void(const QFutureInterfaceBase&)> function) {
    setContinuation(std::move(function), nullptr);
}

void QFutureInterfaceBase::reportFinished() {
    static const auto report
        = qtFunction<void (*)(QFutureInterfaceBase*)>("_ZN20QFutureInterfaceBase14reportFinishedEv");
    __tsan_release(d);
    report(this);
}

bool QFutureInterfaceBase::queryState(State state) const {
    static const auto query
        = qtFunction<bool (*)(const QFutureInterfaceBase*, State)>("_ZNK20QFutureInterfaceBase10queryStateENS_5StateE");
    const bool is = query(this, state);
    __tsan_acquire(d);
    return is;
}

void QFutureInterfaceBase::waitForFinished() {
    static const auto wait
        = qtFunction<void (*)(QFutureInterfaceBase*)>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    wait(this);
    __tsan_acquire(d);
}

bool QFutureInterfaceBase::derefT() const noexcept {
    static const auto deref = qtFunction<bool (*)(const QFutureInterfaceBase*)>("_ZNK20QFutureInterfaceBase6derefTEv");
    __tsan_release(d);
    const bool stillUsed = deref(this);
    __tsan_acquire(d);
    return stillUsed;
}
