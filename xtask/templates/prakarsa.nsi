; Prakarsa for Windows: one account, no administrator rights, no network.
;
;   makensis -DVERSION=0.1.0 -DFROM=<folder of what is packed> -DOUT=<setup.exe> -DICON=<icon.ico>
;            [-DWEBVIEW2_NAME=<file> -DWEBVIEW2_SHA256=<64 digits>]  prakarsa.nsi
;
; `cargo xtask release` calls it. With the last two it is the full variant: where the machine lacks
; WebView2, Microsoft's offline installer of that name, lying beside this one, is started, if its bytes
; are those that were looked at when the release was made. Nothing is ever downloaded.
;
; setup.exe /UPDATE, as Prakarsa itself starts it: no licence and no folder are asked, since both were
; when it was installed, and it waits up to a minute for the program to end before it says anything.
;
; Silent: setup.exe /S [/D=folder]. What it ends with: 0 done; 2 refused, nothing was changed (Prakarsa
; runs, a newer one is installed, or Windows is too old); 3 Prakarsa is installed, WebView2 is missing.
; Silent removal: uninstall.exe /S; it never touches data.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; Equal input gives equal bytes: no times of files go in.
SetDateSave off
ManifestSupportedOS Win10
ManifestDPIAware true

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Prakarsa"
!define CLASS "Prakarsa.Parcel"
; Where Microsoft notes the version of WebView2.
!define WEBVIEW2_KEY "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
; What the program keeps of this account; the registry of inovasi lies in it, under `registri`.
!define DATA "$LOCALAPPDATA\id.prakarsa.desktop"

Name "Prakarsa"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Prakarsa"
InstallDirRegKey HKCU "Software\Prakarsa" "Folder"
BrandingText "Prakarsa ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Prakarsa"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Pemasang Prakarsa, registri inovasi daerah"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
; 1: started by the program that it takes the place of.
Var FOLLOWS
; How often a program is asked for, five times a second, before it is said to run.
Var TRIES
!define MUI_PAGE_CUSTOMFUNCTION_PRE OnlyAtFirst
!insertmacro MUI_PAGE_LICENSE "${FROM}/LICENSE.txt"
!define MUI_PAGE_CUSTOMFUNCTION_PRE OnlyAtFirst
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\prakarsa-desktop.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is taken where Windows speaks neither.
!insertmacro MUI_LANGUAGE "Indonesian"
!insertmacro MUI_LANGUAGE "English"

!macro Say NAME ID EN
  LangString ${NAME} ${LANG_INDONESIAN} "${ID}"
  LangString ${NAME} ${LANG_ENGLISH} "${EN}"
!macroend
!define Say "!insertmacro Say"

${Say} OLD_WINDOWS \
  "Prakarsa memerlukan Windows 10 atau yang lebih baru. Tidak ada yang diubah." \
  "Prakarsa needs Windows 10 or newer. Nothing was changed."
${Say} NEWER_INSTALLED \
  "Di komputer ini sudah terpasang Prakarsa $R1, yang lebih baru daripada ${VERSION}. Versi lama mungkin tidak dapat menulis registri dari versi baru.$\n$\nTetap pasang versi ${VERSION}?" \
  "Prakarsa $R1, which is newer than ${VERSION}, is installed on this computer. An older version may not be able to write a registry of a newer one.$\n$\nInstall ${VERSION} all the same?"
${Say} IS_RUNNING \
  "Prakarsa sedang berjalan. Tutup jendelanya (dan perintah prakarsa di terminal), lalu tekan Coba Lagi. Isian Anda sudah tersimpan." \
  "Prakarsa is running. Close its window (and prakarsa in a terminal), then press Retry. What you have entered is saved."
${Say} WAITING "Menunggu Prakarsa ditutup" "Waiting until Prakarsa is closed"
${Say} WEBVIEW2_MISSING \
  "Prakarsa sudah terpasang, tetapi jendelanya memerlukan Microsoft Edge WebView2 Runtime, yang belum ada di komputer ini.$\n$\nDengan internet: buka https://go.microsoft.com/fwlink/?linkid=2124701 dan jalankan berkas yang diunduh.$\nTanpa internet: pakai pemasang lengkap Prakarsa, dengan berkas WebView2 di sampingnya." \
  "Prakarsa is installed, but its window needs the Microsoft Edge WebView2 Runtime, which this computer lacks.$\n$\nWith internet: open https://go.microsoft.com/fwlink/?linkid=2124701 and start the file that is downloaded.$\nWithout: use Prakarsa's full installer, with the file of WebView2 beside it."
${Say} ASK_DATA \
  "Registri inovasi, bukti, dan cadangan Anda masih ada di:$\n${DATA}$\n$\nPilih Tidak untuk menyimpannya: bila Prakarsa dipasang lagi, semuanya dipakai kembali.$\n$\nPindahkan semua data itu ke Keranjang Sampah?" \
  "Your registry of inovasi, its bukti and backups still lie in:$\n${DATA}$\n$\nChoose No to keep them: when Prakarsa is installed again, it uses them again.$\n$\nMove all these data to the Recycle Bin?"
${Say} DATA_STAYED \
  "Data tidak dapat dipindahkan dan tetap ada di ${DATA}. Mungkin sedang dipakai program lain." \
  "The data could not be moved and stay in ${DATA}. Another program may be using them."
${Say} SHELL_TYPE "Paket Prakarsa" "Prakarsa parcel"
!ifdef WEBVIEW2_SHA256
${Say} WEBVIEW2_ABSENT \
  "Komputer ini belum memiliki WebView2, dan berkas ${WEBVIEW2_NAME} tidak ada di samping pemasang ini. Salin kedua berkas ke satu folder, lalu jalankan lagi." \
  "This computer lacks WebView2, and the file ${WEBVIEW2_NAME} does not lie beside this installer. Copy both files into one folder and start again."
${Say} WEBVIEW2_OTHER \
  "Berkas ${WEBVIEW2_NAME} di samping pemasang ini bukan berkas yang diperiksa saat rilis dibuat (SHA-256 berbeda), jadi tidak dijalankan. Salin ulang dari sumbernya." \
  "The file ${WEBVIEW2_NAME} beside this installer is not the one that was looked at when the release was made (another SHA-256), so it was not started. Copy it anew from where it came."
${Say} WEBVIEW2_FAILED \
  "Pemasang WebView2 berakhir dengan kode $R3. Prakarsa sudah terpasang; pasang WebView2 sendiri dengan membuka ${WEBVIEW2_NAME}." \
  "The installer of WebView2 ended with code $R3. Prakarsa is installed; install WebView2 yourself by opening ${WEBVIEW2_NAME}."
${Say} WEBVIEW2_INSTALLING "Memasang WebView2 (beberapa menit)" "Installing WebView2 (some minutes)"
!endif

; ── What is asked before anything is changed

; Whether somebody runs the file $R0: Windows lets nobody write to a program that runs. A virus scanner
; holds a file for moments, so it is tried for two seconds; a program that has started this one is given
; a minute to end. $R2: 1 it is in use.
!macro IsInUse UN
Function ${UN}IsInUse
  StrCpy $R2 0
  ${IfNot} ${FileExists} "$R0"
    Return
  ${EndIf}
  StrCpy $R4 0
  ${Do}
    ClearErrors
    FileOpen $R5 "$R0" a
    ${IfNot} ${Errors}
      FileClose $R5
      StrCpy $R2 0
      Return
    ${EndIf}
    StrCpy $R2 1
    IntOp $R4 $R4 + 1
    ${If} $R4 >= $TRIES
      Return
    ${EndIf}
    Sleep 200
  ${Loop}
FunctionEnd

; Goes on once no program of $INSTDIR runs.
Function ${UN}WaitForEnd
  ${Do}
    StrCpy $R0 "$INSTDIR\prakarsa-desktop.exe"
    Call ${UN}IsInUse
    ${If} $R2 = 0
      StrCpy $R0 "$INSTDIR\prakarsa.exe"
      Call ${UN}IsInUse
    ${EndIf}
    ${If} $R2 = 0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_RUNNING)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 2
    Quit
  ${Loop}
FunctionEnd
!macroend
!insertmacro IsInUse ""
!insertmacro IsInUse "un."

; Skips a page where the program is there already.
Function OnlyAtFirst
  ${If} $FOLLOWS = 1
    Abort
  ${EndIf}
FunctionEnd

Function .onInit
  SetShellVarContext current
  StrCpy $FOLLOWS 0
  StrCpy $TRIES 10
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPDATE" $R1
  ${IfNot} ${Errors}
    StrCpy $FOLLOWS 1
    StrCpy $TRIES 300
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ReadRegStr $R1 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $R1 != ""
    ${VersionCompare} "$R1" "${VERSION}" $R0
    ${If} $R0 = 1
      MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "$(NEWER_INSTALLED)" /SD IDNO IDYES +3
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
  StrCpy $TRIES 10
FunctionEnd

; ── WebView2

; $R0: the version of the WebView2 runtime, for all accounts or for this one; empty: there is none.
Function WebView2Version
  SetRegView 32
  ReadRegStr $R0 HKLM "SOFTWARE\${WEBVIEW2_KEY}" "pv"
  SetRegView 64
  ${If} $R0 == ""
  ${OrIf} $R0 == "0.0.0.0"
    ReadRegStr $R0 HKCU "Software\${WEBVIEW2_KEY}" "pv"
  ${EndIf}
  ${If} $R0 == "0.0.0.0"
    StrCpy $R0 ""
  ${EndIf}
FunctionEnd

!ifdef WEBVIEW2_SHA256
; $R1: the SHA-256 of the file $R0 in small letters, by Windows' own CryptoAPI; empty where it cannot be
; read. NSIS has only CRC and MD5.
Function Sha256
  StrCpy $R1 ""
  System::Call 'kernel32::CreateFileW(w R0, i 0x80000000, i 1, p 0, i 3, i 0x08000000, p 0) p.r0'
  ${If} $0 = -1
    Return
  ${EndIf}
  System::Call 'advapi32::CryptAcquireContextW(*p.r1, p 0, p 0, i 24, i 0xF0000000) i.r2'
  ${If} $2 = 0
    System::Call 'kernel32::CloseHandle(p r0)'
    Return
  ${EndIf}
  System::Call 'advapi32::CryptCreateHash(p r1, i 0x800c, p 0, i 0, *p.r3) i.r2'
  System::Alloc 1048576
  Pop $4
  ${If} $2 <> 0
    ${Do}
      System::Call 'kernel32::ReadFile(p r0, p r4, i 1048576, *i.r5, p 0) i.r2'
      ${If} $2 = 0
        ${ExitDo}
      ${EndIf}
      ${If} $5 = 0
        ${ExitDo}
      ${EndIf}
      System::Call 'advapi32::CryptHashData(p r3, p r4, i r5, i 0) i.r2'
      ${If} $2 = 0
        ${ExitDo}
      ${EndIf}
    ${Loop}
    ${If} $2 <> 0
      System::Call 'advapi32::CryptGetHashParam(p r3, i 2, p r4, *i 32, i 0) i.r2'
      ${If} $2 <> 0
        StrCpy $6 0
        ${While} $6 < 32
          IntPtrOp $7 $4 + $6
          System::Call '*$7(&i1.r8)'
          IntOp $8 $8 & 0xff
          IntFmt $8 "%02x" $8
          StrCpy $R1 "$R1$8"
          IntOp $6 $6 + 1
        ${EndWhile}
      ${EndIf}
    ${EndIf}
    System::Call 'advapi32::CryptDestroyHash(p r3)'
  ${EndIf}
  System::Free $4
  System::Call 'advapi32::CryptReleaseContext(p r1, i 0)'
  System::Call 'kernel32::CloseHandle(p r0)'
FunctionEnd

; Starts Microsoft's offline installer that lies beside, if it is the one that was looked at.
Function InstallWebView2
  StrCpy $R0 "$EXEDIR\${WEBVIEW2_NAME}"
  ${IfNot} ${FileExists} "$R0"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(WEBVIEW2_ABSENT)" /SD IDOK
    Return
  ${EndIf}
  DetailPrint "$(WEBVIEW2_INSTALLING)"
  Call Sha256
  ${If} $R1 != "${WEBVIEW2_SHA256}"
    MessageBox MB_OK|MB_ICONSTOP "$(WEBVIEW2_OTHER)" /SD IDOK
    Return
  ${EndIf}
  ClearErrors
  ExecWait '"$R0" /silent /install' $R3
  ${If} ${Errors}
    StrCpy $R3 "?"
  ${EndIf}
  ${If} $R3 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(WEBVIEW2_FAILED)" /SD IDOK
  ${EndIf}
FunctionEnd
!endif

; ── Installing

Section "Prakarsa"
  ${If} $FOLLOWS = 1
    DetailPrint "$(WAITING)"
  ${EndIf}
  Call WaitForEnd
  SetOutPath "$INSTDIR"
  File "${FROM}/prakarsa-desktop.exe"
  File "${FROM}/prakarsa.exe"
  File "${FROM}/WebView2Loader.dll"
  File "${FROM}/LICENSE.txt"
  File "${FROM}/THIRD-PARTY.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Prakarsa.lnk" "$INSTDIR\prakarsa-desktop.exe"

  WriteRegStr HKCU "Software\Prakarsa" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "$(SHELL_TYPE)"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\prakarsa-desktop.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\prakarsa-desktop.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.prakarsa" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\.prakarsa" "Content Type" "application/vnd.prakarsa.parcel"
  WriteRegStr HKCU "Software\Classes\.prakarsa\OpenWithProgids" "${CLASS}" ""

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Prakarsa"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\prakarsa-desktop.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Prakarsa"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  ; Explorer looks at types anew.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  Call WebView2Version
!ifdef WEBVIEW2_SHA256
  ${If} $R0 == ""
    Call InstallWebView2
    Call WebView2Version
  ${EndIf}
!endif
  ${If} $R0 == ""
    MessageBox MB_OK|MB_ICONINFORMATION "$(WEBVIEW2_MISSING)" /SD IDOK
    SetErrorLevel 3
  ${EndIf}
SectionEnd

; ── Removing: by name, and only what was installed

Section "Uninstall"
  Call un.WaitForEnd
  Delete "$INSTDIR\prakarsa-desktop.exe"
  Delete "$INSTDIR\prakarsa.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\uninstall.exe"
  ; Stays where anything else lies in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Prakarsa.lnk"

  DeleteRegValue HKCU "Software\Classes\.prakarsa\OpenWithProgids" "${CLASS}"
  ReadRegStr $0 HKCU "Software\Classes\.prakarsa" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "Software\Classes\.prakarsa" ""
    DeleteRegValue HKCU "Software\Classes\.prakarsa" "Content Type"
  ${EndIf}
  ; These two stay where another program has written to them.
  DeleteRegKey /ifempty HKCU "Software\Classes\.prakarsa\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.prakarsa"
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "Software\Prakarsa"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ; Data are kept unless somebody says otherwise, and even then they can be fetched back.
  ${If} ${FileExists} "${DATA}\*.*"
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(ASK_DATA)" /SD IDNO IDNO kept
    ; FO_DELETE with FOF_ALLOWUNDO, FOF_NOCONFIRMATION, FOF_SILENT, FOF_NOERRORUI and
    ; FOF_WANTNUKEWARNING: where there is no room in the bin, Windows asks. The list of
    ; names ends with two zeros.
    StrCpy $1 "${DATA}"
    StrLen $2 $1
    IntOp $2 $2 + 2
    IntOp $2 $2 * 2
    System::Alloc $2
    Pop $3
    System::Call 'kernel32::lstrcpyW(p r3, w r1)'
    System::Call '*(p $HWNDPARENT, i 3, i 0, p r3, p 0, i 0x4454, i 0, p 0, p 0) p.r4'
    System::Call 'shell32::SHFileOperationW(p r4) i.r5'
    System::Free $4
    System::Free $3
    ${If} ${FileExists} "${DATA}\*.*"
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(DATA_STAYED)" /SD IDOK
    ${EndIf}
    kept:
  ${EndIf}
SectionEnd
