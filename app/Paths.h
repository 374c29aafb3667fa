#pragma once

#include <QString>

namespace spanglass {

/// Names the program to Qt, so that the places below and the settings are its own. Call first.
void nameProgram();

/// The store of those who name none.
QString defaultStoreFile();

/// The settings, an INI file on every system.
QString settingsFile();

/// The connections that were entered, without their secrets.
QString connectionsFile();

/// Where logs and the crash note lie; made when it is missing.
QString stateFolder();

} // namespace spanglass
