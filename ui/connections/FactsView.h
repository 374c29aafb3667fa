#pragma once

#include "models/connections/ConnectionWords.h"

#include <QWidget>

class QFormLayout;

namespace spanglass {

/// Labels and values under a heading, values to be selected and copied. Hidden when there are none.
class FactsView final : public QWidget {
    Q_OBJECT
public:
    explicit FactsView(const QString& heading, QWidget* parent = nullptr);

    /// With `showSources`, where each value comes from stands under it.
    void setFacts(const QList<ConnectionFact>& facts, bool showSources = false);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateLook();

    QFormLayout* m_form;
    QList<QWidget*> m_quiet;
};

} // namespace spanglass
