/* Starts a program that tells something in a message of the system, writes down what the
   message says, presses its button, and ends as the program ends. Under Wine only. */
#include <stdio.h>
#include <windows.h>

enum { STEP = 100, STEPS = 900, NO_MESSAGE = 200, NO_START = 201, NO_END = 202 };

static HWND button;

static void say(HWND window) {
    WCHAR wide[4096];
    char text[3 * 4096];
    if (GetWindowTextW(window, wide, 4096) > 0 &&
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, sizeof text, NULL, NULL) > 0) {
        puts(text);
    }
}

static BOOL CALLBACK part(HWND window, LPARAM unused) {
    WCHAR kind[64];
    (void)unused;
    say(window);
    if (!button && GetClassNameW(window, kind, 64) > 0 && !lstrcmpiW(kind, L"Button") && IsWindowVisible(window)) {
        button = window;
    }
    return TRUE;
}

static BOOL CALLBACK message(HWND window, LPARAM process) {
    WCHAR kind[64];
    DWORD owner = 0;
    GetWindowThreadProcessId(window, &owner);
    if (owner != (DWORD)process || !IsWindowVisible(window) || GetClassNameW(window, kind, 64) <= 0 ||
        lstrcmpW(kind, L"#32770")) {
        return TRUE;
    }
    say(window);
    EnumChildWindows(window, part, 0);
    return FALSE;
}

int wmain(int n, WCHAR **words) {
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION it;
    DWORD code = NO_END;
    if (n != 2 || !CreateProcessW(words[1], NULL, NULL, NULL, FALSE, 0, NULL, NULL, &how, &it)) {
        return NO_START;
    }
    for (int step = 0; step < STEPS && !button && WaitForSingleObject(it.hProcess, STEP) == WAIT_TIMEOUT; step++) {
        EnumWindows(message, it.dwProcessId);
    }
    if (!button) {
        TerminateProcess(it.hProcess, NO_MESSAGE);
        return NO_MESSAGE;
    }
    PostMessageW(button, BM_CLICK, 0, 0);
    if (WaitForSingleObject(it.hProcess, 30000) == WAIT_OBJECT_0) {
        GetExitCodeProcess(it.hProcess, &code);
    } else {
        TerminateProcess(it.hProcess, NO_END);
    }
    return (int)code;
}
