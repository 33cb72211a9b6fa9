REM What a person does to a workbook in LibreOffice: one step a line, its words separated by tabs.
Option Explicit

Dim book As Object

Sub Work(list As String)
  Dim number As Integer, line As String
  number = FreeFile
  Open list For Input As #number
  Do While Not Eof(number)
    Line Input #number, line
    If line <> "" Then Take(Split(line, Chr(9)))
  Loop
  Close #number
  number = FreeFile
  Open list & ".done" For Output As #number
  Print #number, "done"
  Close #number
End Sub

Sub Take(words)
  Select Case words(0)
  Case "open"
    Dim hidden(1) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    If UBound(words) = 2 Then
      hidden(1).Name = "Password"
      hidden(1).Value = words(2)
    End If
    book = StarDesktop.loadComponentFromURL(ConvertToURL(words(1)), "_blank", 0, hidden())
  Case "save"
    Dim form(0) As New com.sun.star.beans.PropertyValue
    form(0).Name = "FilterName"
    form(0).Value = words(2)
    book.storeToURL(ConvertToURL(words(1)), form())
    book.close(True)
  Case "unprotect"
    Sheet(words(1)).unprotect("")
  Case "type"
    EnterText(Sheet(words(1)).getCellRangeByName(words(2)), words(3))
  Case "text"
    REM As pasted from elsewhere: a text, whatever it looks like.
    Sheet(words(1)).getCellRangeByName(words(2)).String = words(3)
  Case "protect"
    REM Each sheet and the order of the sheets, with a password of one's own.
    Dim one As Integer
    For one = 0 To book.Sheets.Count - 1
      book.Sheets(one).unprotect("")
      book.Sheets(one).protect(words(1))
    Next one
    book.protect(words(1))
  Case "formula"
    Sheet(words(1)).getCellRangeByName(words(2)).Formula = words(3)
  Case "clear"
    Sheet(words(1)).getCellRangeByName(words(2)).clearContents(1 + 2 + 4 + 16)
  Case "insert row"
    Sheet(words(1)).Rows.insertByIndex(CLng(words(2)) - 1, 1)
  Case "remove rows"
    Sheet(words(1)).Rows.removeByIndex(CLng(words(2)) - 1, CLng(words(3)))
  Case "copy"
    CopyCells(Sheet(words(1)), words(2), words(3))
  Case "sort"
    Sort(Sheet(words(1)).getCellRangeByName(words(2)), CLng(words(3)), words(4) = "up")
  Case "filter"
    KeepOnly(Sheet(words(1)).getCellRangeByName(words(2)), CLng(words(3)), words(4))
  Case "hide column"
    Sheet(words(1)).getCellRangeByName(words(2) & "1").Columns.IsVisible = False
  Case "show column"
    Sheet(words(1)).getCellRangeByName(words(2) & "1").Columns.IsVisible = True
  Case "insert column"
    Sheet(words(1)).Columns.insertByIndex(CLng(words(2)), 1)
  Case "remove column"
    Sheet(words(1)).Columns.removeByIndex(CLng(words(2)), 1)
  Case "move column"
    MoveColumn(Sheet(words(1)), CLng(words(2)), CLng(words(3)))
  Case "remove cells"
    REM Those below move up, or those beside them to the left.
    Sheet(words(1)).removeRange(Sheet(words(1)).getCellRangeByName(words(2)).RangeAddress, IIf(words(3) = "up", 1, 2))
  Case "insert cells"
    Sheet(words(1)).insertCells(Sheet(words(1)).getCellRangeByName(words(2)).RangeAddress, IIf(words(3) = "down", 1, 2))
  Case "unite"
    Unite(Sheet(words(1)).getCellRangeByName(words(2)))
  Case "replace"
    ReplaceAll(Sheet(words(1)), words(2), words(3))
  Case "format"
    Sheet(words(1)).getCellRangeByName(words(2)).NumberFormat = FormatOf(words(3))
  Case "rename sheet"
    Sheet(words(1)).Name = words(2)
  Case "copy sheet"
    book.Sheets.copyByName(words(1), words(2), book.Sheets.Count)
  Case "remove sheet"
    book.Sheets.removeByName(words(1))
  Case "date system 1904"
    Dim start As New com.sun.star.util.Date
    start.Year = 1904
    start.Month = 1
    start.Day = 1
    book.NullDate = start
  Case "language"
    REM Of the document and all its cells, as a person sets it in Format, Character; they type as is usual there.
    Dim number As Integer, spoken As New com.sun.star.lang.Locale
    spoken.Language = words(1)
    spoken.Country = words(2)
    book.CharLocale = spoken
    For number = 0 To book.Sheets.Count - 1
      book.Sheets(number).CharLocale = spoken
    Next number
  Case "recalculate"
    book.calculateAll()
  End Select
End Sub

Function Sheet(name As String) As Object
  Sheet = book.Sheets.getByName(name)
End Function

Sub EnterText(cell As Object, text As String)
  REM As if typed, so that a date becomes a date and a number a number.
  Dim dispatcher As Object, words(0) As New com.sun.star.beans.PropertyValue
  book.CurrentController.select(cell)
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  words(0).Name = "StringName"
  words(0).Value = text
  dispatcher.executeDispatch(book.CurrentController.Frame, ".uno:EnterString", "", 0, words())
End Sub

Sub Unite(cells As Object)
  REM As Excel does: only the first of the united cells keeps what stood in it.
  Dim row As Long, column As Long
  For row = 0 To cells.Rows.Count - 1
    For column = 0 To cells.Columns.Count - 1
      If row + column > 0 Then cells.getCellByPosition(column, row).clearContents(1 + 2 + 4 + 16)
    Next column
  Next row
  cells.merge(True)
End Sub

Sub ReplaceAll(where As Object, text As String, instead As String)
  Dim how As Object
  how = where.createReplaceDescriptor()
  how.SearchString = text
  how.ReplaceString = instead
  where.replaceAll(how)
End Sub

Function FormatOf(code As String) As Long
  Dim language As New com.sun.star.lang.Locale
  FormatOf = book.NumberFormats.queryKey(code, language, False)
  If FormatOf = -1 Then FormatOf = book.NumberFormats.addNew(code, language)
End Function

Sub CopyCells(where As Object, source As String, target As String)
  where.copyRange(where.getCellRangeByName(target).CellAddress, where.getCellRangeByName(source).RangeAddress)
End Sub

Sub Sort(cells As Object, column As Long, up As Boolean)
  Dim field(0) As New com.sun.star.table.TableSortField
  Dim how(1) As New com.sun.star.beans.PropertyValue
  field(0).Field = column
  field(0).IsAscending = up
  how(0).Name = "SortFields"
  how(0).Value = field()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  cells.sort(how())
End Sub

Sub KeepOnly(cells As Object, column As Long, text As String)
  Dim how As Object, field(0) As New com.sun.star.sheet.TableFilterField
  how = cells.createFilterDescriptor(True)
  field(0).Field = column
  field(0).IsNumeric = False
  field(0).StringValue = text
  field(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL
  how.setFilterFields(field())
  cells.filter(how)
End Sub

Sub MoveColumn(where As Object, source As Long, target As Long)
  REM Cut a column and insert it before another, further left.
  where.Columns.insertByIndex(target, 1)
  where.moveRange(where.getCellByPosition(target, 0).CellAddress, where.Columns.getByIndex(source + 1).RangeAddress)
  where.Columns.removeByIndex(source + 1, 1)
End Sub
