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

/// The command in one line. Both kinds of shell take a word in single quotes as it is.
QString commandLine(const EnvLine& line, QLatin1StringView quoteInQuotes) {
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%+=-]+$"_s);
    QStringList words;
    for (QString word : line.command) {
        const bool isPlain = plain.match(word).hasMatch();
        words << (isPlain ? word : QString(u'\'' + word.replace(u'\'', quoteInQuotes) + u'\''));
    }
    return words.join(u' ');
}

constexpr auto QuoteInShell = "'\\''"_L1;

QString posixLine(const EnvLine& line) {
    if (line.from == EnvValue::Printed)
        return u"export %1=\"$(%2)\"\n"_s.arg(line.name, commandLine(line, QuoteInShell));
    if (line.from == EnvValue::Typed)
        return u"printf '%1: '; stty -echo; IFS= read -r %1; stty echo; echo; export %1\n"_s.arg(line.name);
    const QStringView special = line.from == EnvValue::References ? u"\"\\`" : u"\"\\`$";
    return u"export "_s + line.name + u"=\""_s + escaped(line.value, special, u'\\') + u"\"\n"_s;
}

QString powerShellLine(const EnvLine& line) {
    if (line.from == EnvValue::Printed)
        return u"$env:%1 = (%2)\n"_s.arg(line.name, commandLine(line, "''"_L1));
    // Windows PowerShell 5.1 has no -MaskInput.
    if (line.from == EnvValue::Typed)
        return u"$env:%1 = [Net.NetworkCredential]::new(\"\", (Read-Host -AsSecureString \"%1\")).Password\n"_s.arg(
            line.name);
    // In double quotes a bare $NAME would be a PowerShell variable, not one of the environment.
    const QString value = line.from == EnvValue::References
        ? escaped(line.value, u"\"`", u'`').replace("${"_L1, "${env:"_L1)
        : escaped(line.value, u"\"`$", u'`');
    return u"$env:"_s + line.name + u" = \""_s + value + u"\"\n"_s;
}

/// Readers of .env files agree on plain words; anything else goes into quotes, single ones where nothing is referred
/// to, so that no $ counts.
QString dotEnvLine(const EnvLine& line) {
    if (line.from == EnvValue::Printed)
        return u"# %1 is taken from the environment; this prints it: %2\n"_s.arg(
            line.name, commandLine(line, QuoteInShell));
    if (line.from == EnvValue::Typed)
        return u"# %1 is taken from the environment or your secret store, not from this file\n"_s.arg(line.name);
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:@%,=+${}-]*$"_s);
    const bool refers = line.from == EnvValue::References;
    QString value = line.value;
    if (const bool bare = plain.match(value).hasMatch() && (refers || !value.contains(u'$')); !bare) {
        if (refers || value.contains(u'\''))
            value = u'"' + escaped(value, refers ? u"\"\\" : u"\"\\$", u'\\') + u'"';
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
