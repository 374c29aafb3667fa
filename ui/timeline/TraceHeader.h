#pragma once

#include "models/timeline/LlmContent.h"

#include <QWidget>

class QLabel;

namespace spanglass {

class ElidedLabel;
class ServiceLegend;
class TokenTally;
class TraceSession;

/// Name, id, start, duration, counts, tokens and services of the trace in view.
class TraceHeader final : public QWidget {
    Q_OBJECT
public:
    TraceHeader(TraceSession& session, TokenTally& tokens, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    QString facts() const;

    TraceSession& m_session;
    TokenTally& m_tokens;
    ElidedLabel* m_name;
    QLabel* m_facts;
    QLabel* m_id;
    ServiceLegend* m_services;
};

/// "1,234 in · 567 out tokens · $0.0123"; empty when nothing is known.
QString tokenText(const TokenUse& use);

} // namespace spanglass
