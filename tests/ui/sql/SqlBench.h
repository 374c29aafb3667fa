#pragma once

#include "tests/support/FakeWarehouse.h"
#include "ui/sql/SqlEditor.h"
#include "ui/sql/SqlGrid.h"
#include "ui/sql/SqlPanel.h"
#include "ui/sql/SqlResultPage.h"
#include "ui/sql/SqlResults.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace spanglass::test {

/// A console over a warehouse that answers as the test says; the catalog is that of one table.
struct SqlBench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(QStringLiteral("sql.ini")), QSettings::IniFormat};
    std::shared_ptr<FakeWarehouse> warehouse = std::make_shared<FakeWarehouse>();
    SqlSources sources;
    std::unique_ptr<SqlPanel> panel;

    explicit SqlBench(bool readOnly = false) {
        using namespace Qt::StringLiterals;
        warehouse->readOnly = readOnly;
        warehouse->answers = [](const SqlRequest& request) { return catalogAnswer(request); };
        sources.put({.id = u"main"_s,
            .name = u"Main"_s,
            .warehouse = warehouse,
            .spansTable = u"main.traces.spans"_s,
            .shape = SqlTableShape::Map,
            .asksFreely = true});
        open();
    }

    void open() {
        panel = std::make_unique<SqlPanel>(sources, settings);
        panel->resize(1200, 720);
        panel->show();
        panel->activateWindow();
        editor().setFocus();
        QVERIFY(QTest::qWaitForWindowActive(panel.get()));
    }

    static std::optional<Result<SqlTable>> catalogAnswer(const SqlRequest& request) {
        using namespace Qt::StringLiterals;
        const SqlColumn text{u"c"_s, u"STRING"_s, false};
        if (request.sql.contains(u"information_schema"_s))
            return tableOf({text, text, text}, {{u"main"_s, u"traces"_s, u"spans"_s}});
        if (request.sql.startsWith(u"DESCRIBE"_s))
            return tableOf({text, text}, {{u"trace_id"_s, u"string"_s}, {u"name"_s, u"string"_s}});
        return std::nullopt;
    }
    /// Answers every statement with this table.
    void answerWith(const SqlTable& table) {
        warehouse->answers = [table](const SqlRequest& request) -> std::optional<Result<SqlTable>> {
            auto known = catalogAnswer(request);
            return known ? known : Result<SqlTable>(table);
        };
    }

    /// Runs a statement that this table answers, until it is shown.
    void show(const SqlTable& table) {
        answerWith(table);
        write(QStringLiteral("select 1"));
        runHere();
        QTRY_VERIFY(panel->isSettled());
    }

    template <class T> T* find(const char* name) const {
        T* found = panel->findChild<T*>(QLatin1StringView(name));
        Q_ASSERT(found);
        return found;
    }
    SqlEditor& editor() const { return *find<SqlEditor>("sqlEditor"); }
    SqlResults& results() const { return *find<SqlResults>("sqlResults"); }
    SqlResultPage& page() const { return *results().currentPage(); }

    QString cell(int row, int column) const { return page().grid().model()->index(row, column).data().toString(); }

    void write(const QString& sql, int cursor = 0) const {
        editor().setPlainText(sql);
        QTextCursor place = editor().textCursor();
        place.setPosition(cursor);
        editor().setTextCursor(place);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void runHere() const { press(Qt::Key_Return, Qt::ControlModifier); }
    /// What ran, without what the catalog asked.
    QStringList ran() const {
        QStringList statements;
        for (const FakeWarehouse::Asked& one : warehouse->asked) {
            if (!catalogAnswer(one.request))
                statements << one.request.sql;
        }
        return statements;
    }
    const FakeWarehouse::Asked& lastRun() const {
        for (auto one = warehouse->asked.rbegin(); one != warehouse->asked.rend(); ++one) {
            if (!catalogAnswer(one->request))
                return *one;
        }
        qFatal("nothing ran");
    }
};

inline SqlTable smallTable() {
    using namespace Qt::StringLiterals;
    return tableOf({{u"name"_s, u"STRING"_s, false}, {u"n"_s, u"BIGINT"_s, true}, {u"note"_s, u"STRING"_s, false}},
        {{u"b"_s, u"10"_s, u"NULL"_s}, {u"a"_s, u"9"_s, u"{\"long\": true}"_s}});
}

} // namespace spanglass::test
