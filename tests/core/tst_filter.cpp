#include "services/core/Filter.h"
#include "services/core/FilterText.h"
#include "services/core/FilterValue.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

/// The tree in prefix form, so that a whole parse is compared at a glance.
QString tree(const FilterPtr& filter) {
    if (!filter)
        return u"everything"_s;
    if (filter->type == Filter::Type::Text)
        return u"text:"_s + filter->value;
    if (filter->type == Filter::Type::Compare) {
        const QString left
            = filter->field == FilterField::Attribute ? u'[' + filter->key + u']' : filterFieldName(filter->field);
        const QString right = filter->isNumber ? u'#' + QString::number(filter->number, 'g', 17) : filter->value;
        return left + filterOpText(filter->op) + right;
    }
    QStringList children;
    for (const FilterPtr& child : filter->children)
        children += tree(child);
    const QString name = filter->type == Filter::Type::And ? u"and"_s
        : filter->type == Filter::Type::Or                 ? u"or"_s
                                                           : u"not"_s;
    return name + u'(' + children.join(u", "_s) + u')';
}

QString treeOf(const QString& text) {
    const auto parsed = parseFilter(text);
    return parsed ? tree(*parsed) : u"error at %1: %2"_s.arg(parsed.error().position).arg(parsed.error().message);
}

} // namespace

class TestFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textIsReadAsTheGrammarSays_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& text, const QString& expected) {
            QTest::newRow(name) << text << expected;
        };
        row("blank", u"  \t "_s, u"everything"_s);
        row("word", u"timeout"_s, u"text:timeout"_s);
        row("words are joined by and", u"connection refused"_s, u"and(text:connection, text:refused)"_s);
        row("phrase", u"\"connection refused\""_s, u"text:connection refused"_s);
        row("apostrophe", u"don't"_s, u"text:don't"_s);
        row("single quotes", u"'a \"b\"'"_s, u"text:a \"b\""_s);
        row("field", u"service = checkout"_s, u"service=checkout"_s);
        row("no blanks", u"service=checkout"_s, u"service=checkout"_s);
        row("field in any case", u"Service=checkout"_s, u"service=checkout"_s);
        row("dotted attribute", u"http.status_code >= 500"_s, u"[http.status_code]>=#500"_s);
        row("mixed-case attribute", u"mlflow.spanType = TOOL"_s, u"[mlflow.spanType]=TOOL"_s);
        row("quoted number is text", u"zip = \"01234\""_s, u"[zip]=01234"_s);
        row("quoted key", u"attr.\"odd key\" != x"_s, u"[odd key]!=x"_s);
        row("attribute spelled like a field", u"attr.name = x"_s, u"[name]=x"_s);
        row("exists", u"http.route exists"_s, u"[http.route]exists"_s);
        row("exists in any case", u"http.route EXISTS"_s, u"[http.route]exists"_s);
        row("or binds looser than and", u"a OR b c"_s, u"or(text:a, and(text:b, text:c))"_s);
        row("lower-case keywords", u"a or b and c"_s, u"or(text:a, and(text:b, text:c))"_s);
        row("brackets", u"(a OR b) c"_s, u"and(or(text:a, text:b), text:c)"_s);
        row("not", u"NOT status = error"_s, u"not(status=error)"_s);
        row("not twice", u"NOT NOT a"_s, u"not(not(text:a))"_s);
        row("lower-case not before a comparison", u"not status = error"_s, u"not(status=error)"_s);
        row("lower-case not before text is text", u"not found"_s, u"and(text:not, text:found)"_s);
        row("a key named not", u"not = 5"_s, u"[not]=#5"_s);
        row("duration", u"duration > 250ms"_s, u"duration>#250000000"_s);
        row("duration with a blank", u"duration <= 1.5 s"_s, u"duration<=#1500000000"_s);
        row("trace duration", u"trace.duration > 2min"_s, u"trace.duration>#120000000000"_s);
        row("trace spans", u"trace.spans > 10"_s, u"trace.spans>#10"_s);
        row("trace errors", u"trace.errors = 0"_s, u"trace.errors=#0"_s);
        row("status in any case", u"status = ERROR"_s, u"status=error"_s);
        row("kind by number", u"kind = 99"_s, u"kind=99"_s);
        row("regex", u"name ~ ^GET.*(a|b)$"_s, u"name~^GET.*(a|b)$"_s);
        row("regex in brackets", u"(name ~ ^(a|b))"_s, u"name~^(a|b)"_s);
        row("regex keeps its backslashes in quotes", u"name ~ \"\\d+ x\""_s, u"name~\\d+ x"_s);
        row("not matching", u"name !~ health"_s, u"name!~health"_s);
        row("other spellings", u"name =~ a b == c"_s, u"and(name~a, [b]=c)"_s);
        row("value with operators", u"http.url = http://h/?a=b&c<d"_s, u"[http.url]=http://h/?a=b&c<d"_s);
        row("escaped quote", u"name = \"say \\\"hi\\\" \\\\\""_s, u"name=say \"hi\" \\"_s);
        row("empty value", u"name = \"\""_s, u"name="_s);
        row("span id", u"span.id = 00F067AA0BA902B7"_s, u"span.id=00f067aa0ba902b7"_s);
        row("trace id as MLflow writes it", u"trace.id = tr-4BF92F3577B34DA6A3CE929D0E0E4736"_s,
            u"trace.id=4bf92f3577b34da6a3ce929d0e0e4736"_s);
        row("root", u"root = \"POST /pay\""_s, u"root=POST /pay"_s);
        row("beyond ASCII", u"städte = Köln \"東京\""_s, u"and([städte]=Köln, text:東京)"_s);
        row("SQL is only text", u"x = \"'; DROP TABLE spans; --\""_s, u"[x]='; DROP TABLE spans; --"_s);
    }
    void textIsReadAsTheGrammarSays() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(treeOf(text), expected);
    }

    void errorsPointAtThePlaceAndSayTheFix_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("position");
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QString& text, qsizetype at, qsizetype length,
                             const QString& words) { QTest::newRow(name) << text << at << length << words; };
        row("open quote", u"a \"b c"_s, 2, 4, u"add the closing quote"_s);
        row("open quote in a value", u"name = \"b"_s, 7, 2, u"add the closing quote"_s);
        row("open bracket", u"a (b OR c"_s, 2, 1, u"add )"_s);
        row("open bracket at the end", u"a ("_s, 2, 1, u"add )"_s);
        row("stray bracket", u"a) b"_s, 1, 1, u"remove it"_s);
        row("stray bracket first", u") b"_s, 0, 1, u"remove it"_s);
        row("empty brackets", u"a ()"_s, 2, 2, u"nothing between"_s);
        row("open bracket in a value", u"service = (a OR b)"_s, 10, 2, u"quotes around the value"_s);
        row("no field", u"= 5"_s, 0, 1, u"field is missing"_s);
        row("no value", u"service ="_s, 0, 9, u"value is missing"_s);
        row("no value before a keyword", u"service = AND a"_s, 0, 9, u"value is missing"_s);
        row("no value before a bracket", u"(service = )"_s, 1, 9, u"value is missing"_s);
        row("two operators", u"a = b = c"_s, 6, 1, u"field is missing"_s);
        row("and first", u"AND a"_s, 0, 3, u"both sides"_s);
        row("and last", u"a AND"_s, 2, 3, u"both sides"_s);
        row("or twice", u"a OR OR b"_s, 2, 2, u"both sides"_s);
        row("not last", u"a NOT"_s, 2, 3, u"after it"_s);
        row("no unit", u"duration > 250"_s, 11, 3, u"250ms"_s);
        row("no duration", u"duration > fast"_s, 11, 4, u"250ms"_s);
        row("duration too long", u"duration > 1e30d"_s, 11, 5, u"250ms"_s);
        row("duration regex", u"duration ~ 5"_s, 9, 1, u"only these"_s);
        row("duration exists", u"duration exists"_s, 9, 6, u"only these"_s);
        row("status value", u"status = bad"_s, 9, 3, u"error, ok, unset"_s);
        row("kind order", u"kind > server"_s, 5, 1, u"only these"_s);
        row("count", u"trace.spans > many"_s, 14, 4, u"number"_s);
        row("span id", u"span.id = xyz"_s, 10, 3, u"16 hex"_s);
        row("trace id", u"trace.id = xyz"_s, 11, 3, u"32 hex"_s);
        row("bad regex", u"name ~ ab[c"_s, 7, 4, u"regular expression"_s);
        row("bad range in a regex", u"name ~ [z-a]x"_s, 10, 3, u"regular expression"_s);
        row("bad regex in quotes", u"name ~ \"a(b\""_s, 7, 5, u"regular expression"_s);
        row("look-ahead", u"name ~ a(?=b)"_s, 8, 5, u"Look-around"_s);
        row("back-reference", u"name ~ (a)\\1"_s, 10, 2, u"back-references"_s);
        row("quoted text compared", u"\"odd key\" = 1"_s, 0, 9, u"attr.\"odd key\""_s);
        row("attribute alone", u"attr.\"odd key\""_s, 0, 14, u"exists"_s);
        row("empty text", u"a \"\""_s, 2, 2, u"nothing between"_s);
        row("empty key", u"attr.\"\" = 1"_s, 0, 7, u"key is empty"_s);
    }
    void errorsPointAtThePlaceAndSayTheFix() {
        QFETCH(QString, text);
        QFETCH(qsizetype, position);
        QFETCH(qsizetype, length);
        QFETCH(QString, words);
        const auto parsed = parseFilter(text);
        QVERIFY2(!parsed, qPrintable(treeOf(text)));
        QVERIFY2(parsed.error().message.contains(words), qPrintable(parsed.error().message));
        QCOMPARE(parsed.error().position, position);
        QCOMPARE(parsed.error().length, length);
        QVERIFY(parsed.error().position + parsed.error().length <= text.size());
    }

    void limitsAreErrorsNotCrashes() {
        QVERIFY(!treeOf(QString(64, u'(') + u'a' + QString(64, u')')).contains(u"error"_s));
        QVERIFY(treeOf(QString(65, u'(') + u'a' + QString(65, u')')).contains(u"64 levels"_s));
        QVERIFY(treeOf(u"NOT "_s.repeated(2000) + u'a').contains(u"64 levels"_s));
        QVERIFY(treeOf(u"a "_s.repeated(251)).contains(u"250 conditions"_s));
        QVERIFY(parseFilter(u"a "_s.repeated(250)));
        QVERIFY(
            treeOf(QString(10'001, u'a')).contains(u"10,000"_s) || treeOf(QString(10'001, u'a')).contains(u"10000"_s));
    }

    void printedFiltersParseToTheSameFilter_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"a OR b c", "NOT (a b) OR NOT c", "service = 'a b' status=error", "zip = \"01234\"",
                 "attr.\"odd key\" exists", "attr.name = \"AND\"", "attr.attr.x = 5", "name ~ '^a \\d+ \"x\"'",
                 "duration > 1.5ms trace.duration<=2h", "x = 1e3", "x = \"a(b\"", "attr.exists = exists", "kind = 99"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void printedFiltersParseToTheSameFilter() {
        QFETCH(QString, text);
        const auto first = parseFilter(text);
        QVERIFY2(first, qPrintable(treeOf(text)));
        const QString printed = filterText(*first);
        const auto second = parseFilter(printed);
        QVERIFY2(second, qPrintable(printed + u" -> "_s + treeOf(printed)));
        QVERIFY2(sameFilter(*first, *second), qPrintable(text + u" -> "_s + printed));
        QCOMPARE(filterText(*second), printed);
    }

    void numbersAreDecimalOnly() {
        QCOMPARE(parseFilterNumber(u"-1.5e3"), -1500.0);
        QCOMPARE(parseFilterNumber(u"+7"), 7.0);
        for (const QStringView text :
            {u"", u"0x10", u"inf", u"nan", u"1 ", u"e5", u"1e999", u"--1", u"+-1", u"1,5", u"٣"})
            QVERIFY2(!parseFilterNumber(text), qPrintable(text.toString()));
    }

    void durationsTakeEveryUnit() {
        QCOMPARE(parseFilterDuration(u"3ns")->value, 3);
        QCOMPARE(parseFilterDuration(u"3us")->value, 3'000);
        QCOMPARE(parseFilterDuration(u"3µs")->value, 3'000);
        QCOMPARE(parseFilterDuration(u"3ms")->value, 3'000'000);
        QCOMPARE(parseFilterDuration(u"0.5s")->value, 500'000'000);
        QCOMPARE(parseFilterDuration(u"2m")->value, 120'000'000'000);
        QCOMPARE(parseFilterDuration(u"2min")->value, 120'000'000'000);
        QCOMPARE(parseFilterDuration(u"1h")->value, 3'600'000'000'000);
        QCOMPARE(parseFilterDuration(u"1d")->value, 86'400'000'000'000);
        QCOMPARE(parseFilterDuration(u"0")->value, 0);
        QVERIFY(!parseFilterDuration(u"5"));
        QVERIFY(!parseFilterDuration(u"ms"));
    }
};

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
