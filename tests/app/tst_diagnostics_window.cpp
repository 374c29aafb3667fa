// Diagnostics in the program's own window, against a practice workspace.
#include "tests/app/SetupWindow.h"
#include "tests/app/StagedWorkspace.h"

#include <QDir>
#include <QFileDialog>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

const auto PlantedToken = u"dapi-not-a-real-token"_s; // of StagedWorkspace's people

void put(const QString& name, const QByteArray& text) {
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

QByteArray contents(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What dialogs over the window say.
QString dialogTexts(const SetupWindow& window) {
    QStringList all;
    for (const QDialog* dialog : window.window().findChildren<QDialog*>()) {
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            if (label->isVisible())
                all << label->text();
        }
    }
    return all.join(u'\n');
}

struct Stage {
    StagedWorkspace workspace;
    SetupWindow window;

    explicit Stage(const QString& fault = {}) {
        if (!fault.isEmpty())
            workspace.setFault(fault);
        window.signIn(u"ada"_s);
    }
    void diagnose() {
        window.window().showPanel(u"diagnostics");
        window.click(u"beginDiagnosis"_s);
        QVERIFY(window.settles());
    }
    QString headline() const { return window.text(u"answerHeadline"_s); }
    /// Everything that the panel's widgets and models hold.
    QString everything() const {
        QStringList all;
        const QWidget* panel = window.window().currentPanel();
        for (const QLabel* each : panel->findChildren<QLabel*>())
            all << each->text() << each->toolTip();
        for (const QPlainTextEdit* each : panel->findChildren<QPlainTextEdit*>())
            all << each->toPlainText();
        for (const QLineEdit* each : panel->findChildren<QLineEdit*>())
            all << each->text();
        for (const QAbstractItemView* view : panel->findChildren<QAbstractItemView*>()) {
            const QAbstractItemModel* model = view->model();
            for (int row = 0; model && row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column) {
                    const QModelIndex at = model->index(row, column);
                    all << at.data().toString() << at.data(Qt::ToolTipRole).toString()
                        << at.data(Qt::AccessibleTextRole).toString();
                }
            }
        }
        return all.join(u'\n');
    }
};

} // namespace

class TestDiagnosticsWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDoubledPathIsTheAnswerAndIsMendedInItsFile() {
        const QTemporaryDir app;
        const QString name = app.filePath(u"shop.env"_s);
        put(name,
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n"
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318/v1/traces\n");
        SetupWindow window;
        window.window().showPanel(u"diagnostics");
        auto* source = window.shown<QComboBox>(u"subjectApp"_s);
        source->setCurrentIndex(source->findText(u"From a file…"_s));
        Q_EMIT source->activated(source->currentIndex());
        auto* dialog = window.window().findChild<QFileDialog*>(u"fileDialog"_s);
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(name);
        dialog->reject();
        window.click(u"beginDiagnosis"_s);
        QVERIFY(window.settles());
        const auto headline = [&window]() -> QString { return window.text(u"answerHeadline"_s); };
        QVERIFY2(headline().contains(u"comes twice"_s), qPrintable(window.texts()));
        window.click(u"answerAction"_s);
        window.click(u"writeConfig"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(window.settles() && !headline().contains(u"comes twice"_s),
            qPrintable(dialogTexts(window) + QString::fromUtf8(contents(name))), SetupPatience);
        QCOMPARE(contents(name),
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\nOTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\n"_ba);
        QCOMPARE(QDir(app.path()).entryList(QDir::Files | QDir::Hidden).size(), 2); // the one before is kept
    }

    void withoutAConnectionThisComputerIsLookedAt() {
        Stage stage;
        stage.window.window().showPanel(u"diagnostics");
        stage.window.pick(u"subjectConnection"_s, u"None: only this computer"_s);
        stage.diagnose();
        QVERIFY2(!stage.headline().isEmpty(), qPrintable(stage.window.texts()));
    }

    void requestsAndTheLogAreShownAndNoToken() {
        Stage stage;
        stage.diagnose();
        auto* tabs = stage.window.shown<QTabWidget>(u"diagnosticsTabs"_s);
        for (int page = 0; page < tabs->count(); ++page) {
            tabs->setCurrentIndex(page);
            QVERIFY2(!stage.everything().contains(PlantedToken), qPrintable(tabs->tabText(page)));
        }
        auto* requests = stage.window.window().findChild<QAbstractItemView*>(u"requestTable"_s);
        QVERIFY(requests->model()->rowCount() > 0);
    }
};

QTEST_MAIN(TestDiagnosticsWindow)
#include "tst_diagnostics_window.moc"
