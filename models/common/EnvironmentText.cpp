#include "models/common/EnvironmentText.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

/// With `mark` before each of `special`.
QString escaped(const QString& text, QStringView special, QChar mark) {
    QString out;
    for (const QChar c : text) {
        if (special.contains(c))
            out += mark;
        out += c;
    }
    return out;
}

QString posixLine(const EnvLine& line) {
    const QStringView special = line.refers ? u"\"\\`" : u"\"\\`$";
    return u"export "_s + line.name + u"=\""_s + escaped(line.value, special, u'\\') + u"\"\n"_s;
}

QString powerShellLine(const EnvLine& line) {
    // In double quotes a bare $NAME would be a PowerShell variable, not one of the environment.
    const QString value = line.refers ? escaped(line.value, u"\"`", u'`').replace("${"_L1, "${env:"_L1)
                                      : escaped(line.value, u"\"`$", u'`');
    return u"$env:"_s + line.name + u" = \""_s + value + u"\"\n"_s;
}

/// Readers of .env files agree on plain words; anything else goes into quotes, single ones where nothing is referred
/// to, so that no $ counts.
QString dotEnvLine(const EnvLine& line) {
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%,=+${}-]*$"_s);
    QString value = line.value;
    if (const bool bare = plain.match(value).hasMatch() && (line.refers || !value.contains(u'$')); !bare) {
        if (line.refers || value.contains(u'\''))
            value = u'"' + escaped(value, line.refers ? u"\"\\" : u"\"\\$", u'\\') + u'"';
        else
            value = u'\'' + value + u'\'';
    }
    return line.name + u'=' + value + u'\n';
}

} // namespace

QString environmentText(const std::vector<EnvLine>& lines, EnvStyle style) {
    QString text;
    for (const EnvLine& line : lines) {
        switch (style) {
        case EnvStyle::Posix:
            text += posixLine(line);
            break;
        case EnvStyle::PowerShell:
            text += powerShellLine(line);
            break;
        case EnvStyle::DotEnv:
            text += dotEnvLine(line);
            break;
        }
    }
    return text;
}

} // namespace spanglass
