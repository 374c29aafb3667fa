#pragma once

#include "models/sql/SqlScript.h"

#include <QDialog>

namespace spanglass {

/// Asks before statements that change something: lists each with what it does. Deletes itself when closed; the safe
/// choice is the default.
class SqlConfirmDialog final : public QDialog {
    Q_OBJECT
public:
    /// Those of `statements` that ask first; they will run at `source`.
    SqlConfirmDialog(const std::vector<SqlPiece>& statements, const QString& source, QWidget* parent = nullptr);
};

} // namespace spanglass
