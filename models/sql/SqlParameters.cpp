#include "models/sql/SqlParameters.h"

#include "services/core/SqlTokens.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

using Type = SqlToken::Type;

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// `a:k` and `a:['k']` are paths into a variant; `:x` is a parameter when no operand ends right before it.
bool endsOperand(const SqlToken& token) {
    return token.type == Type::Word || token.type == Type::Identifier || token.type == Type::String
        || token.isSymbol(")") || token.isSymbol("]");
}

template <class Needs> auto find(Needs& needs, const QString& name) {
    return std::ranges::find_if(
        needs, [&](const SqlNeed& need) { return need.name.compare(name, Qt::CaseInsensitive) == 0; });
}

void readDeclarations(const QString& sql, std::vector<SqlNeed>& needs) {
    static const QRegularExpression declaration(
        u"^\\s*--\\s*:(\\w+)\\s+([A-Za-z]+(?:\\(\\s*\\d+\\s*,\\s*\\d+\\s*\\))?)\\s*(?:=\\s*(.*?))?\\s*$"_s,
        QRegularExpression::MultilineOption);
    for (auto each = declaration.globalMatch(sql); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        if (const auto need = find(needs, match.captured(1)); need != needs.end()) {
            need->type = match.captured(2).toUpper();
            need->value = match.captured(3);
        }
    }
}

} // namespace

std::vector<SqlNeed> sqlNeeds(const QString& sql) {
    const std::string utf8 = sql.toStdString();
    const std::vector<SqlToken> tokens = sqlTokens(utf8);
    std::vector<SqlNeed> needs;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!tokens[i].isSymbol(":") || tokens[i + 1].type != Type::Word || (i > 0 && endsOperand(tokens[i - 1])))
            continue;
        const QString name = toQString(tokens[i + 1].text);
        if (find(needs, name) == needs.end())
            needs.push_back({.name = name, .type = u"STRING"_s, .value = {}});
    }
    if (!needs.empty())
        readDeclarations(sql, needs);
    return needs;
}

SqlParameter sqlParameter(const SqlNeed& need, const QString& value) { return {need.name, value, need.type}; }

} // namespace spanglass
