#include "app/verbs/StandardInput.h"

#include "app/StopSignals.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdlib>
#include <thread>
#include <vector>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t BlockBytes = 256 << 10;

Result<> copyTo(QFile& file) {
    std::vector<char> block(BlockBytes);
    while (const std::size_t got = std::fread(block.data(), 1, block.size(), stdin)) {
        if (file.write(block.data(), static_cast<qint64>(got)) != static_cast<qint64>(got))
            return failure(ErrorCode::NoSpace,
                u"Standard input cannot be kept in %1: %2"_s.arg(file.fileName(), file.errorString()),
                u"Make room there, or name the file itself."_s);
    }
    if (std::ferror(stdin) || !file.flush())
        return failure(ErrorCode::Damaged, u"Standard input cannot be read to its end."_s);
    return {};
}

} // namespace

Result<QString> StandardInput::spool() {
    QFile file(m_folder.filePath(u"standard-input"_s));
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::NotAllowed,
            u"Standard input cannot be kept in %1: %2"_s.arg(file.fileName(), file.errorString()),
            u"Set TMPDIR to a folder that you may write to."_s);
    // Reading blocks for as long as the other side likes, so it must not keep the stop signals waiting.
    Result<> copied;
    std::thread reader([&] {
        copied = copyTo(file);
        QMetaObject::invokeMethod(qApp, [] { QCoreApplication::exit(0); });
    });
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &stop, [this] {
        m_folder.remove();
        std::_Exit(1); // the reader may never come back
    });
    QCoreApplication::exec();
    reader.join();
    if (!copied)
        return std::unexpected(copied.error());
    return file.fileName();
}

} // namespace spanglass
