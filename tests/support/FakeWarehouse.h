#pragma once

#include "services/core/SqlWarehouse.h"

#include <QPromise>

#include <deque>
#include <functional>

namespace spanglass::test {

/// Rows as texts; "NULL" is NULL.
inline SqlTable tableOf(std::vector<SqlColumn> columns, const std::vector<QStringList>& rows) {
    SqlTable table;
    table.columns = std::move(columns);
    SqlPage page(table.columns.size());
    for (const QStringList& row : rows) {
        for (const QString& cell : row) {
            if (cell == QLatin1StringView("NULL"))
                page.addNull();
            else
                Q_UNUSED(page.add(cell.toStdString()));
        }
    }
    table.append(std::move(page));
    return table;
}

/// Answers at once what `answers` says, or keeps the question until the test answers it.
class FakeWarehouse final : public SqlWarehouse {
public:
    struct Asked {
        SqlRequest request;
        std::shared_ptr<QPromise<Result<SqlTable>>> promise;

        void answer(Result<SqlTable> result) const {
            promise->addResult(std::move(result));
            promise->finish();
        }
        void say(int value, const QString& text) const { promise->setProgressValueAndText(value, text); }
    };

    std::function<std::optional<Result<SqlTable>>(const SqlRequest&)> answers;
    std::deque<Asked> asked; ///< all of them, answered or not
    bool readOnly = false;
    std::function<Result<SqlFacts>()> costs; ///< what facts() answers
    QStringList costsAsked; ///< statement ids

    QFuture<Result<SqlFacts>> facts(const QString& statementId) override {
        costsAsked << statementId;
        return QtFuture::makeReadyFuture(costs ? costs() : Result<SqlFacts>());
    }

    QFuture<Result<SqlTable>> run(SqlRequest request) override {
        Asked one{std::move(request), std::make_shared<QPromise<Result<SqlTable>>>()};
        one.promise->start();
        if (answers) {
            if (auto result = answers(one.request))
                one.answer(*std::move(result));
        }
        asked.push_back(one);
        return one.promise->future();
    }
    bool isReadOnly() const override { return readOnly; }

    QStringList statements() const {
        QStringList texts;
        for (const Asked& one : asked)
            texts << one.request.sql;
        return texts;
    }
};

} // namespace spanglass::test
