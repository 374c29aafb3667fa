#include "services/warehouse/VariantPath.h"

namespace spanglass {

namespace {

using Type = SqlToken::Type;

bool isName(const SqlToken& token) { return token.type == Type::Word || token.type == Type::Identifier; }

std::string nameOf(const SqlToken& token) {
    return token.type == Type::Word ? std::string(token.text) : sqlUnquoted(token.text);
}

/// The index of the bracket that opens what `close` closes.
std::size_t opening(const std::vector<SqlToken>& tokens, std::size_t close) {
    int depth = 0;
    for (std::size_t i = close + 1; i-- > 0;) {
        if (tokens[i].isSymbol(")") || tokens[i].isSymbol("]"))
            ++depth;
        else if ((tokens[i].isSymbol("(") || tokens[i].isSymbol("[")) && --depth == 0)
            return i;
    }
    return 0;
}

/// One step of a path at `at`: "[0]", "['k']"; `at` goes past it. Empty when there is none.
std::string bracketStep(const std::vector<SqlToken>& tokens, std::size_t& at) {
    if (at + 2 >= tokens.size() || !tokens[at].isSymbol("[") || !tokens[at + 2].isSymbol("]"))
        return {};
    const SqlToken& inner = tokens[at + 1];
    std::string step;
    if (inner.type == Type::Number)
        step = '[' + std::string(inner.text) + ']';
    else if (inner.type == Type::String)
        step = ".\"" + sqlUnquoted(inner.text) + '"';
    if (!step.empty())
        at += 3;
    return step;
}

} // namespace

std::size_t operandBegin(const std::vector<SqlToken>& tokens, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0) {
        const SqlToken& before = tokens[begin - 1];
        if (before.isSymbol(")") || before.isSymbol("]")) {
            begin = opening(tokens, begin - 1);
            // The name of what is called or subscripted belongs to it.
            if (begin > 0 && isName(tokens[begin - 1]))
                continue;
        } else if (isName(before) || before.type == Type::String) {
            --begin;
        } else {
            break;
        }
        if (begin == 0 || !tokens[begin - 1].isSymbol("."))
            break;
        --begin;
    }
    return begin;
}

std::string variantPath(const std::vector<SqlToken>& tokens, std::size_t& at) {
    std::size_t next = at + 1;
    std::string path = bracketStep(tokens, next);
    if (path.empty()) {
        if (next >= tokens.size() || !isName(tokens[next]))
            return {};
        path = ".\"" + nameOf(tokens[next++]) + '"';
    }
    while (true) {
        if (const std::string step = bracketStep(tokens, next); !step.empty()) {
            path += step;
        } else if (next + 1 < tokens.size() && tokens[next].isSymbol(".") && isName(tokens[next + 1])) {
            path += ".\"" + nameOf(tokens[next + 1]) + '"';
            next += 2;
        } else {
            break;
        }
    }
    at = next;
    return '$' + path;
}

} // namespace spanglass
