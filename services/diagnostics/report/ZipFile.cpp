#include "services/diagnostics/report/ZipFile.h"

#include <zlib.h>

namespace spanglass {

namespace {

constexpr quint16 VersionNeeded = 20; // deflate
constexpr quint16 Utf8Names = 0x0800;
constexpr quint16 Deflated = 8;

/// Little endian, as the whole format is.
struct Bytes {
    QByteArray out;

    Bytes& two(quint32 value) {
        out += static_cast<char>(value & 0xff);
        out += static_cast<char>(value >> 8 & 0xff);
        return *this;
    }
    Bytes& four(quint32 value) { return two(value & 0xffff).two(value >> 16); }
    Bytes& text(const QByteArray& bytes) {
        out += bytes;
        return *this;
    }
};

struct Member {
    QByteArray name;
    QByteArray packed;
    quint32 crc = 0;
    quint32 size = 0;
    quint32 offset = 0;
};

/// Without zlib's own frame: qCompress writes four bytes of length, two of header and four of checksum.
QByteArray deflated(const QByteArray& content) {
    const QByteArray framed = qCompress(content, 9);
    return framed.mid(6, framed.size() - 10);
}

/// MS-DOS date and time; two seconds are the finest.
quint32 dosTime(const QDateTime& time) {
    const QDate date = time.date();
    const QTime clock = time.time();
    if (!time.isValid() || date.year() < 1980)
        return 1 << 21 | 1 << 16;
    return static_cast<quint32>((date.year() - 1980) << 25 | date.month() << 21 | date.day() << 16 | clock.hour() << 11
        | clock.minute() << 5 | clock.second() / 2);
}

void common(Bytes& bytes, const Member& member, quint32 time) {
    bytes.two(VersionNeeded).two(Utf8Names).two(Deflated).four(time).four(member.crc);
    bytes.four(static_cast<quint32>(member.packed.size())).four(member.size);
    bytes.two(static_cast<quint32>(member.name.size())).two(0);
}

} // namespace

QByteArray zipFile(const QList<DiagnosisFile>& files, const QDateTime& time) {
    const quint32 stamp = dosTime(time.toUTC());
    Bytes bytes;
    QList<Member> members;
    for (const DiagnosisFile& file : files) {
        Member member{.name = file.name.toUtf8(), .packed = deflated(file.content)};
        const auto* content = reinterpret_cast<const Bytef*>(file.content.constData());
        member.size = static_cast<quint32>(file.content.size());
        member.crc = static_cast<quint32>(crc32(0, content, member.size));
        member.offset = static_cast<quint32>(bytes.out.size());
        bytes.four(0x04034b50);
        common(bytes, member, stamp);
        bytes.text(member.name).text(member.packed);
        members << member;
    }
    const auto directory = static_cast<quint32>(bytes.out.size());
    for (const Member& member : members) {
        bytes.four(0x02014b50).two(VersionNeeded);
        common(bytes, member, stamp);
        bytes.two(0).two(0).two(0).four(0).four(member.offset).text(member.name);
    }
    const quint32 length = static_cast<quint32>(bytes.out.size()) - directory;
    const auto count = static_cast<quint32>(members.size());
    bytes.four(0x06054b50).two(0).two(0).two(count).two(count).four(length).four(directory).two(0);
    return bytes.out;
}

} // namespace spanglass
