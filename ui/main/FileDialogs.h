#pragma once

#include "services/core/TraceFiles.h"

#include <functional>

class QWidget;

namespace spanglass {

class Settings;

/// File dialogs that do not hold up the window: each opens at once and calls back when the person has chosen, not at
/// all when not. They begin in the folder used last.
void chooseTraceFiles(QWidget* parent, Settings& settings, std::function<void(QStringList)> chosen);
/// `traces` of `place` are only named and counted; none means all.
void chooseExportFile(QWidget* parent, Settings& settings, const std::vector<TraceId>& traces, const QString& place,
    std::function<void(QString, ExportFormat)> chosen);
void chooseStore(QWidget* parent, Settings& settings, std::function<void(QString)> chosen);
void chooseNewStore(QWidget* parent, Settings& settings, std::function<void(QString)> chosen);

} // namespace spanglass
