#include "models/sql/SqlSecrets.h"

#include "services/core/SqlTokens.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Type = SqlToken::Type;

/// Personal access tokens of Databricks, JSON web tokens, keys of AWS, Azure, GitHub, OpenAI and others alike.
bool isSecretText(const QString& text) {
    static const QRegularExpression known(
        u"dapi[0-9a-f]{32}|dose[0-9a-f]{32}|\\beyJ[\\w-]{10,}\\.[\\w-]{5,}|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b|"
        "\\bgh[pousr]_\\w{30,}|\\bsk-[\\w-]{20,}|AccountKey=|SharedAccessSignature|\\bBearer\\s+\\S{8,}"_s);
    return known.match(text).hasMatch();
}

bool isSecretName(std::string_view token) {
    std::string name(token);
    std::erase_if(name, [](char c) { return c == '_' || c == '-' || c == '\'' || c == '"' || c == '`'; });
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    static constexpr std::array<std::string_view, 10> Endings{"password", "passwd", "pwd", "passphrase", "secret",
        "token", "apikey", "accesskey", "privatekey", "credential"};
    return std::ranges::any_of(Endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

} // namespace

QString withoutSecrets(const QString& sql) {
    const std::string utf8 = sql.toStdString();
    std::string out;
    bool named = false; // what comes next is given to a secret's name
    for (const SqlToken& token : sqlTokens(utf8)) {
        const QString text = QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size()));
        const bool quoted = token.type == Type::String || token.type == Type::Broken;
        const bool hide = token.type == Type::Blank ? isSecretText(text) : quoted && (named || isSecretText(text));
        if (!hide)
            out += token.text;
        else if (token.type == Type::Blank)
            out += "/* *** */ ";
        else
            out += "'***'";
        const bool isName = token.type == Type::Word || token.type == Type::Identifier || token.type == Type::String;
        if (isName)
            named = !hide && isSecretName(token.text);
        else if (token.type == Type::Symbol)
            named = named && (token.text == "=" || token.text == ">" || token.text == ":" || token.text == "(");
    }
    return QString::fromStdString(out);
}

} // namespace spanglass
