#pragma once

#include "services/core/Ids.h"
#include "services/core/SqlWarehouse.h"

namespace spanglass {

/// Databricks SQL and the values of its named parameters, built up piece by piece. Values never become part of the
/// text.
class NamedSql {
public:
    NamedSql& operator<<(QStringView sql) {
        m_sql += sql;
        return *this;
    }
    /// Keeps the value and gives its placeholder, ":p3".
    QString text(const QString& value) { return keep(value, QStringLiteral("STRING")); }
    QString integer(std::int64_t value) { return keep(QString::number(value), QStringLiteral("BIGINT")); }
    QString real(double value) { return keep(QString::number(value, 'g', 17), QStringLiteral("DOUBLE")); }
    QString date(const QString& isoDate) { return keep(isoDate, QStringLiteral("DATE")); }
    QString id(TraceId value) { return text(value.text()); }

    /// The statement, for an answer of this many rows at most.
    SqlRequest request(std::uint64_t rowLimit) && {
        SqlRequest request;
        request.sql = std::move(m_sql);
        request.parameters = std::move(m_parameters);
        request.rowLimit = rowLimit;
        return request;
    }

private:
    QString keep(const QString& value, const QString& type) {
        const QString name = u'p' + QString::number(m_parameters.size() + 1);
        m_parameters.push_back({name, value, type});
        return u':' + name;
    }

    QString m_sql;
    std::vector<SqlParameter> m_parameters;
};

} // namespace spanglass
