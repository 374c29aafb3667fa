#include "services/setup/JsonFields.h"

namespace spanglass {

using namespace Qt::StringLiterals;

using Json = nlohmann::ordered_json;

JsonFields::JsonFields(const Json& object, const QString& path)
    : m_object(object)
    , m_path(path) { }

QString JsonFields::pathOf(const char* key) const {
    const QString name = QString::fromLatin1(key);
    return m_path.isEmpty() ? name : QString(m_path + u'.' + name);
}

void JsonFields::complain(const char* key, const QString& wanted) {
    if (!m_problem)
        m_problem = Error{ErrorCode::BadInput, u"\"%1\" in the plan has to be %2."_s.arg(pathOf(key), wanted),
            u"Mend it; the README shows the format."_s};
}

const Json* JsonFields::field(const char* key) {
    m_asked << QString::fromLatin1(key);
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

QString JsonFields::text(const char* key, Need need) {
    const Json* value = field(key);
    if (value && value->is_string() && !(need == Need::Must && value->get_ref<const std::string&>().empty()))
        return QString::fromStdString(value->get_ref<const std::string&>());
    if (value || need == Need::Must)
        complain(key, need == Need::Must ? u"a text that is not empty"_s : u"a text"_s);
    return {};
}

QStringList JsonFields::texts(const char* key) {
    QStringList out;
    const Json* value = field(key);
    if (value && !value->is_array())
        complain(key, u"a list of texts"_s);
    if (!value || !value->is_array())
        return out;
    for (const Json& each : *value) {
        if (each.is_string())
            out << QString::fromStdString(each.get_ref<const std::string&>());
        else
            complain(key, u"a list of texts"_s);
    }
    return out;
}

bool JsonFields::truth(const char* key, bool otherwise) {
    const Json* value = field(key);
    if (value && !value->is_boolean())
        complain(key, u"true or false"_s);
    return value && value->is_boolean() ? value->get<bool>() : otherwise;
}

double JsonFields::number(const char* key, double otherwise, double least, double most) {
    const Json* value = field(key);
    if (!value)
        return otherwise;
    const double number = value->is_number() ? value->get<double>() : least - 1;
    if (number >= least && number <= most)
        return number;
    complain(key, least == most ? QString::number(least) : u"a number from %1 to %2"_s.arg(least).arg(most));
    return otherwise;
}

std::size_t JsonFields::choice(const char* key, std::span<const char* const> names, std::size_t otherwise) {
    const Json* value = field(key);
    if (!value)
        return otherwise;
    QStringList all;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (*value == names[i])
            return i;
        all << QString::fromLatin1(names[i]);
    }
    complain(key, u"one of "_s + all.join(u", "_s));
    return otherwise;
}

void JsonFields::readInside(
    const Json& value, const QString& path, const char* key, const std::function<void(JsonFields&)>& read) {
    if (!value.is_object())
        return complain(key, u"an object, or a list of objects where several go"_s);
    JsonFields inside(value, path);
    read(inside);
    if (!m_problem)
        m_problem = inside.problem();
}

void JsonFields::object(const char* key, const std::function<void(JsonFields&)>& read) {
    if (const Json* value = field(key))
        readInside(*value, pathOf(key), key, read);
}

void JsonFields::objects(const char* key, const std::function<void(JsonFields&)>& read) {
    const Json* value = field(key);
    if (!value)
        return;
    if (!value->is_array())
        return complain(key, u"a list of objects"_s);
    for (std::size_t i = 0; i < value->size(); ++i)
        readInside((*value)[i], u"%1[%2]"_s.arg(pathOf(key)).arg(i), key, read);
}

std::optional<Error> JsonFields::problem() const {
    if (m_problem)
        return m_problem;
    for (const auto& [key, value] : m_object.items()) {
        if (!m_asked.contains(QString::fromStdString(key)))
            return Error{ErrorCode::BadInput,
                u"The plan has a key that is not known: \"%1\"."_s.arg(pathOf(key.c_str())),
                u"Take it out, or mend its spelling; the README shows the format."_s};
    }
    return {};
}

} // namespace spanglass
