#include "app/CrashNote.h"

#include <QDateTime>
#include <QFile>

#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

char g_path[1024];
std::optional<QString> g_lastCrash;

// Only what may be called from a signal handler: no allocation, no formatting, no locks.
void writeNote() {
    char text[64] = SPANGLASS_VERSION " ";
    std::size_t length = std::strlen(text);
    char digits[24];
    int count = 0;
    for (auto now = static_cast<unsigned long long>(std::time(nullptr)); now > 0; now /= 10)
        digits[count++] = static_cast<char>('0' + now % 10);
    while (count > 0)
        text[length++] = digits[--count];
#ifdef Q_OS_WIN
    const int file = _open(g_path, _O_WRONLY | _O_CREAT | _O_TRUNC, 0600);
    if (file >= 0) {
        _write(file, text, static_cast<unsigned>(length));
        _close(file);
    }
#else
    const int file = open(g_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0) {
        [[maybe_unused]] const auto written = write(file, text, length);
        close(file);
    }
#endif
}

extern "C" void noteAndDie(int signal) {
    writeNote();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

} // namespace

void installCrashNote(const QString& file) {
    const QByteArray path = QFile::encodeName(file);
    if (path.size() >= static_cast<qsizetype>(sizeof g_path))
        return;
    std::memcpy(g_path, path.constData(), static_cast<std::size_t>(path.size()) + 1);
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL}) // std::terminate ends in SIGABRT
        std::signal(signal, noteAndDie);
}

std::optional<QString> takeCrashNote(const QString& file) {
    QFile note(file);
    if (!note.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> words = note.read(64).split(' ');
    note.close();
    note.remove();
    if (words.size() != 2)
        return {};
    const QDateTime time = QDateTime::fromSecsSinceEpoch(words[1].toLongLong());
    return g_lastCrash = u"Spanglass %1 stopped unexpectedly on %2."_s.arg(
               QString::fromLatin1(words[0]), time.toString(u"yyyy-MM-dd HH:mm:ss"_s));
}

std::optional<QString> lastCrash() { return g_lastCrash; }

} // namespace spanglass
