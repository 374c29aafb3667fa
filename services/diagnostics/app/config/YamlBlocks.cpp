#include "services/diagnostics/app/config/YamlBlocks.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

bool isItem(const QString& step) { return step.startsWith(u'[') && step.endsWith(u']'); }

bool isVariableName(const QString& name) {
    static const QRegularExpression form(u"^[A-Z][A-Z0-9]*_[A-Z0-9_]+$"_s);
    return form.match(name).hasMatch();
}

/// Without the step that only says "here come variables".
QString scopeOf(QStringList path, int document) {
    static const QStringList Words{u"env"_s, u"environment"_s, u"environment_vars"_s, u"variables"_s, u"data"_s};
    if (!path.isEmpty() && Words.contains(path.back()))
        path.removeLast();
    if (document > 0)
        path.prepend(u"document %1"_s.arg(document + 1));
    return path.join(u'.');
}

/// Where "valueFrom" follows an item of a list; -1 where it does not.
qsizetype elsewhereStep(const QStringList& path) {
    for (qsizetype i = 1; i < path.size(); ++i)
        if ((path[i] == "valueFrom"_L1 || path[i] == "value_from"_L1) && isItem(path[i - 1]))
            return i;
    return -1;
}

QString placeKey(const QStringList& path, qsizetype steps, int document) {
    return QString::number(document) + u'\n' + path.mid(0, steps).join(u'\n');
}

/// "NAME=value" as an item of a list.
void readPair(const YamlScalar& scalar, const QString& scope, AppBlock::Form form, BlockList& out) {
    const qsizetype mark = scalar.value.indexOf(u'=');
    if (mark <= 0 || !isVariableName(scalar.value.left(mark)))
        return;
    YamlScalar value = scalar;
    value.value = scalar.value.mid(mark + 1);
    const qsizetype quote = scalar.style == ValueStyle::Plain ? 0 : 1;
    value.place = {scalar.place.at + quote + mark + 1, scalar.place.length - 2 * quote - mark - 1};
    value.style = ValueStyle::Within;
    const QString name = scalar.value.left(mark);
    out.at(scope, form).settings += settingAt(value, name, name);
}

} // namespace

AppBlock& BlockList::at(const QString& scope, AppBlock::Form form) {
    const auto found = std::ranges::find(m_blocks, scope, &AppBlock::title);
    if (found != m_blocks.end())
        return *found;
    m_blocks += AppBlock{form, scope, {}};
    return m_blocks.back();
}

AppSetting settingAt(const YamlScalar& scalar, const QString& key, const QString& name) {
    AppSetting setting;
    setting.key = key;
    setting.name = name;
    setting.value = Secret(scalar.value.toUtf8());
    setting.elsewhere = isReference(scalar.value) && !scalar.value.startsWith(u'<');
    setting.line = scalar.line;
    setting.place = scalar.place;
    setting.style = scalar.style;
    return setting;
}

AppSetting impliedSetting(QLatin1StringView key, const QString& name, const QString& value) {
    AppSetting setting;
    setting.key = key;
    setting.name = name;
    setting.value = Secret(value.toUtf8());
    return setting;
}

void readVariableBlocks(const QList<YamlScalar>& scalars, AppBlock::Form form, BlockList& out) {
    QHash<QString, QString> names; // of items that have a name
    for (const YamlScalar& scalar : scalars)
        if (scalar.path.size() >= 2 && scalar.path.back() == "name"_L1 && isItem(scalar.path[scalar.path.size() - 2]))
            names.insert(placeKey(scalar.path, scalar.path.size() - 1, scalar.document), scalar.value);
    for (const YamlScalar& scalar : scalars) {
        const QStringList& path = scalar.path;
        const qsizetype steps = path.size();
        if (steps == 0)
            continue;
        const qsizetype from = elsewhereStep(path);
        const qsizetype item = from > 0 ? from - 1 : steps - 2;
        if (from > 0 || (steps >= 2 && path.back() == "value"_L1 && isItem(path[item]))) {
            const QString name = names.value(placeKey(path, item + 1, scalar.document));
            AppBlock& block = out.at(scopeOf(path.mid(0, item), scalar.document), form);
            const bool isKnown = std::ranges::any_of(
                block.settings, [&](const AppSetting& s) { return s.elsewhere && s.name == name; });
            if (!isVariableName(name) || (from > 0 && isKnown))
                continue;
            AppSetting setting = settingAt(scalar, name, name);
            setting.elsewhere = setting.elsewhere || from > 0;
            block.settings += setting;
        } else if (isItem(path.back())) {
            readPair(scalar, scopeOf(path.mid(0, steps - 1), scalar.document), form, out);
        } else if (isVariableName(path.back())) {
            out.at(scopeOf(path.mid(0, steps - 1), scalar.document), form).settings
                += settingAt(scalar, path.back(), path.back());
        }
    }
}

} // namespace spanglass
