#include "app/instance/InstanceAddress.h"
#include "app/instance/InstanceCall.h"
#include "app/instance/InstanceClient.h"
#include "app/instance/InstanceServer.h"
#include "app/instance/RemoteIo.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestInstance : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString address() const { return m_folder.filePath(u"socket"_s); }

private Q_SLOTS:
    void framesSurviveAnyCut() {
        const QByteArray bytes = encodeFrame(FrameType::Output, "hello") + encodeFrame(FrameType::Exit, "0");
        FrameReader reader;
        QList<Frame> frames;
        for (const char byte : bytes) {
            reader.feed(QByteArray(1, byte));
            while (auto frame = reader.next())
                frames << *frame;
        }
        QCOMPARE(frames.size(), 2);
        QCOMPARE(frames[0].payload, "hello");
        QCOMPARE(frames[1].type, FrameType::Exit);
    }

    void hugeOrForeignFramesBreakTheReader_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("huge") << QByteArray("\x7f\xff\xff\xffO", 5);
        QTest::newRow("zero") << QByteArray("\0\0\0\0O", 5);
        QTest::newRow("foreign") << QByteArray("GET / HTTP/1.1\r\n");
    }

    void hugeOrForeignFramesBreakTheReader() {
        QFETCH(QByteArray, bytes);
        FrameReader reader;
        reader.feed(bytes);
        QVERIFY(!reader.next());
        QVERIFY(reader.isBroken());
    }

    void requestsKeepOddArguments() {
        const InstanceRequest request{u"/a b"_s, {u"sql"_s, QString(), u"SELECT 'ü\n'"_s}};
        const auto decoded = decodeRequest(encodeRequest(request));
        QVERIFY(decoded);
        QCOMPARE(decoded->folder, request.folder);
        QCOMPARE(decoded->arguments, request.arguments);
    }

    void everySpellingOfAStoreHasOneAddress() {
        const QString file = m_folder.filePath(u"store.duckdb"_s);
        const QString before = instanceAddress(file);
        QFile(file).open(QIODevice::WriteOnly);
        QCOMPARE(instanceAddress(file), before);
        QCOMPARE(instanceAddress(m_folder.filePath(u"sub/../store.duckdb"_s)), before);
        QVERIFY(instanceAddress(m_folder.filePath(u"other.duckdb"_s)) != before);
        QFile::link(file, m_folder.filePath(u"link"_s));
        QCOMPARE(instanceAddress(m_folder.filePath(u"link"_s)), before);
    }

    void anAnswerComesBackWhole() {
        InstanceServer server;
        QVERIFY(server.listen(address()));
        connect(&server, &InstanceServer::called, this, [](InstanceCall* call) {
            call->io()->write(QByteArray("out " + call->request().arguments.join(u' ').toUtf8()));
            call->io()->progress(u"half"_s);
            call->io()->complain(u"careful"_s);
            call->finish(1);
        });
        InstanceClient client;
        QVERIFY(client.connectTo(address()));
        QSignalSpy output(&client, &InstanceClient::output);
        QSignalSpy complaint(&client, &InstanceClient::complaint);
        QSignalSpy progress(&client, &InstanceClient::progress);
        QSignalSpy finished(&client, &InstanceClient::finished);
        client.send({u"/"_s, {u"sql"_s, u"SELECT 1"_s}});
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished[0][0].toInt(), 1);
        QCOMPARE(output[0][0].toByteArray(), "out sql SELECT 1");
        QCOMPARE(complaint[0][0].toByteArray(), "careful\n");
        QCOMPARE(progress[0][0].toString(), u"half"_s);
    }

    void aSlowReaderHoldsTheWorkerBack() {
        constexpr qsizetype Total = 64 << 20;
        InstanceServer server;
        QVERIFY(server.listen(address()));
        std::thread worker;
        std::atomic<qsizetype> written = 0;
        std::atomic<bool> ended = false;
        connect(&server, &InstanceServer::called, this, [&](InstanceCall* call) {
            worker = std::thread([&written, &ended, io = call->io()] {
                const QByteArray block(1 << 20, 'x');
                for (qsizetype sent = 0; sent < Total && io->write(block); sent += block.size())
                    written += block.size();
                ended = true;
            });
        });
        QLocalSocket reader; // reads only when told to
        reader.setReadBufferSize(64 << 10);
        reader.connectToServer(address());
        QVERIFY(reader.waitForConnected());
        reader.write(encodeFrame(FrameType::Request, encodeRequest({u"/"_s, {u"sql"_s}})));
        QTRY_VERIFY(written >= (3 << 20)); // as far as it may run ahead
        reader.abort();
        QTRY_VERIFY(ended); // because nobody listens
        worker.join();
        QVERIFY(written < Total / 2);
    }

    void cancelReachesTheWorker() {
        InstanceServer server;
        QVERIFY(server.listen(address()));
        InstanceCall* answering = nullptr;
        connect(&server, &InstanceServer::called, this, [&](InstanceCall* call) { answering = call; });
        InstanceClient client;
        QVERIFY(client.connectTo(address()));
        client.send({u"/"_s, {u"sql"_s}});
        QTRY_VERIFY(answering);
        client.cancel();
        QTRY_VERIFY(answering->io()->isCancelled());
        QSignalSpy finished(&client, &InstanceClient::finished);
        answering->finish(1);
        QTRY_COMPARE(finished.count(), 1);
    }

    void aClientThatGoesAwayCancels() {
        InstanceServer server;
        QVERIFY(server.listen(address()));
        std::shared_ptr<RemoteIo> io;
        connect(&server, &InstanceServer::called, this, [&](InstanceCall* call) { io = call->io(); });
        {
            InstanceClient client;
            QVERIFY(client.connectTo(address()));
            client.send({u"/"_s, {u"sql"_s}});
            QTRY_VERIFY(io);
        }
        QTRY_VERIFY(io->isCancelled());
        QVERIFY(!io->write("late"));
    }

    void aServerThatGoesAwayIsAFailure() {
        auto server = std::make_unique<InstanceServer>();
        QVERIFY(server->listen(address()));
        InstanceClient client;
        QVERIFY(client.connectTo(address()));
        QSignalSpy finished(&client, &InstanceClient::finished);
        QSignalSpy called(server.get(), &InstanceServer::called);
        client.send({u"/"_s, {u"sql"_s}});
        QTRY_COMPARE(called.count(), 1);
        server.reset();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished[0][0].toInt(), 1);
    }

    void nonsenseIsHungUpOn() {
        InstanceServer server;
        QVERIFY(server.listen(address()));
        QLocalSocket socket;
        socket.connectToServer(address());
        QVERIFY(socket.waitForConnected());
        socket.write("GET / HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }

    void nobodyAnswersForAnUnheldStore() {
        InstanceClient client;
        QVERIFY(!client.connectTo(m_folder.filePath(u"nobody"_s)));
    }

    void aSecondServerIsRefusedButALeftoverIsTakenOver() {
        {
            InstanceServer first;
            QVERIFY(first.listen(address()));
            InstanceServer second;
            const auto refused = second.listen(address());
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Busy);
        }
        // What a killed process leaves: the socket's file with nobody behind it.
        QLocalServer killed;
        QVERIFY(killed.listen(address()));
        QFile::link(address(), m_folder.filePath(u"kept"_s));
        QVERIFY(QFile::rename(address(), address() + u".aside"_s));
        killed.close();
        QVERIFY(QFile::rename(address() + u".aside"_s, address()));
        InstanceServer next;
        QVERIFY(next.listen(address()));
    }

    void aPlaceThatCannotBeUsedIsNotTakenForAHolder() {
        InstanceServer server;
        const auto listening = server.listen(m_folder.filePath(u"no such folder/socket"_s));
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, ErrorCode::NotAllowed);
        QVERIFY(listening.error().message.contains(u"no such folder"_s));
    }

    void theAddressIsNoMatterOfTheSession() {
        const QString file = m_folder.filePath(u"store.duckdb"_s);
        const QString before = instanceAddress(file);
        const QByteArray session = qgetenv("XDG_RUNTIME_DIR");
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toUtf8());
        const QString after = instanceAddress(file);
        session.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", session);
        QCOMPARE(after, before);
    }

    void onlyThisUserMayEnterTheAddressesFolder() {
        const QFileInfo folder(QFileInfo(instanceAddress(m_folder.filePath(u"store.duckdb"_s))).absolutePath());
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
        QVERIFY(folder.isDir());
        QVERIFY(!(folder.permissions() & others));
    }

    void onlyThisUserMayConnect() {
        InstanceServer server;
        QVERIFY(server.listen(address()));
        const auto others
            = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(address()).permissions() & others));
    }
};

QTEST_GUILESS_MAIN(TestInstance)
#include "tst_instance.moc"
