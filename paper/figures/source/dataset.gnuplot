# Draws dataset.pdf, dataset.svg and dataset.png in the folder above from dataset.csv beside this script.
# By hand, in this folder: gnuplot dataset.gnuplot
set encoding utf8
set datafile separator ','
data = 'dataset.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 8.5cm,7.208859cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../dataset.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 321,272 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../dataset.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 1004,851 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../dataset.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.011765
set rmargin at screen 0.988235
set tmargin at screen 0.933415
set bmargin at screen 0.013872
set xrange [-0.5:297.5]; set yrange [237.5:-0.5]
set label '0' at first 13.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '1' at first 43.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '2' at first 73.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '3' at first 103.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '4' at first 133.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '5' at first 163.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '6' at first 193.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '7' at first 223.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '8' at first 253.5,-7.321687 center font 'DejaVu Sans,7.5'
set label '9' at first 283.5,-7.321687 center font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
