#include "services/diagnostics/app/config/YamlScalars.h"

#include <QRegularExpression>

#include <yaml.h>

#include <memory>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxBytes = 1 << 20;
constexpr qsizetype MaxScalars = 20'000;
constexpr qsizetype MaxDepth = 64;

/// libyaml counts characters; QString counts UTF-16 units.
class CharacterPlaces {
public:
    explicit CharacterPlaces(const QString& text) {
        for (qsizetype i = 0; i < text.size(); ++i)
            if (text[i].isHighSurrogate())
                m_pairs += i - m_pairs.size();
    }
    qsizetype unit(std::size_t character) const {
        const auto at = static_cast<qsizetype>(character);
        return at + (std::lower_bound(m_pairs.begin(), m_pairs.end(), at) - m_pairs.begin());
    }

private:
    QList<qsizetype> m_pairs; ///< characters that take two units
};

QString utf8(const yaml_char_t* text, std::size_t length) {
    return QString::fromUtf8(reinterpret_cast<const char*>(text), static_cast<qsizetype>(length));
}

ValueStyle styleOf(yaml_scalar_style_t style) {
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return ValueStyle::Single;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return ValueStyle::Double;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
        return ValueStyle::Block;
    default:
        return ValueStyle::Plain;
    }
}

class Walk {
public:
    explicit Walk(const QString& text)
        : m_places(text) { }

    bool isTooMuch() const { return m_out.size() > MaxScalars || m_levels.size() > MaxDepth; }
    QList<YamlScalar> take() { return std::move(m_out); }

    void on(const yaml_event_t& event) {
        switch (event.type) {
        case YAML_DOCUMENT_START_EVENT:
            ++m_document;
            break;
        case YAML_MAPPING_START_EVENT:
            enter(true);
            break;
        case YAML_SEQUENCE_START_EVENT:
            enter(false);
            break;
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT:
            leave();
            break;
        case YAML_ALIAS_EVENT:
            alias();
            break;
        case YAML_SCALAR_EVENT:
            scalar(event);
            break;
        default:
            break;
        }
    }

private:
    struct Level {
        bool isMap = false;
        bool wantsKey = true;
        qsizetype item = 0;
    };

    /// Takes the number of an item as the last step of the path. False: what comes is a key, which its path lacks.
    bool step() {
        if (m_levels.isEmpty())
            return true;
        Level& level = m_levels.back();
        if (level.isMap)
            return !level.wantsKey;
        m_path += u'[' + QString::number(level.item++) + u']';
        return true;
    }
    /// Behind a key, a value or an item.
    void next() {
        if (m_levels.isEmpty())
            return;
        Level& level = m_levels.back();
        if (level.isMap && level.wantsKey) {
            level.wantsKey = false;
            return;
        }
        level.wantsKey = level.isMap;
        m_path.removeLast();
    }
    void alias() {
        if (!step())
            m_path += QString();
        next();
    }
    void enter(bool isMap) {
        if (!step())
            m_path += QString(); // a collection as a key
        m_levels += Level{.isMap = isMap};
    }
    void leave() {
        m_levels.removeLast();
        next();
    }
    void scalar(const yaml_event_t& event) {
        const QString value = utf8(event.data.scalar.value, event.data.scalar.length);
        if (!step()) {
            m_path += value;
            return next();
        }
        YamlScalar out;
        out.path = m_path;
        out.value = value;
        out.document = m_document;
        out.line = static_cast<int>(event.start_mark.line) + 1;
        out.place.at = m_places.unit(event.start_mark.index);
        out.place.length = m_places.unit(event.end_mark.index) - out.place.at;
        out.style = styleOf(event.data.scalar.style);
        m_out += out;
        next();
    }

    const CharacterPlaces m_places;
    QList<Level> m_levels;
    QStringList m_path;
    QList<YamlScalar> m_out;
    int m_document = -1;
};

/// JSON may write one character as two escapes, which libyaml refuses; question marks take as much room.
QByteArray withoutPairs(const QString& text) {
    static const QRegularExpression pair(u"\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"_s);
    return QString(text).replace(pair, u"\\u003f\\u003f"_s).toUtf8();
}

} // namespace

Result<QList<YamlScalar>> readYaml(const QString& text) {
    const QByteArray bytes = withoutPairs(text);
    const auto tooMuch = [] {
        return failure(ErrorCode::LimitHit, u"The configuration is larger or nested deeper than can be looked at"_s,
            u"Give the part that sets up telemetry."_s);
    };
    if (bytes.size() > MaxBytes)
        return tooMuch();
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    const std::unique_ptr<yaml_parser_t, decltype(&yaml_parser_delete)> guard(&parser, yaml_parser_delete);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser, reinterpret_cast<const unsigned char*>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
    Walk walk(text);
    for (bool isDone = false; !isDone;) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event) == 0)
            return failure(ErrorCode::BadInput,
                u"Line %1 cannot be read: %2"_s.arg(parser.problem_mark.line + 1)
                    .arg(QLatin1StringView(parser.problem ? parser.problem : "not YAML")),
                u"Mend the indentation and the quotes there."_s);
        walk.on(event);
        isDone = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (walk.isTooMuch())
            return tooMuch();
    }
    return walk.take();
}

} // namespace spanglass
