# Draws curriculum-rates-base_larger.pdf, curriculum-rates-base_larger.svg and curriculum-rates-base_larger.png in the folder above from curriculum-rates-base_larger.csv beside this script.
# By hand, in this folder: gnuplot curriculum-rates-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'curriculum-rates-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,6.6464cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../curriculum-rates-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,251 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output '../curriculum-rates-base_larger.svg'
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,785 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../curriculum-rates-base_larger.png'
  marker = 4.167
}
set multiplot
unset key
set lmargin at screen 0.087059; set rmargin at screen 0.482353
set bmargin at screen 0.28286; set tmargin at screen 0.909726
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.8899999999999999:65.89]
set yrange [0.003143685128522312:0.17387428656690873]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '10' 10, '20' 20, '30' 30, '40' 40, '50' 50, '60' 60)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0.05' 0.05, '0.1' 0.1, '0.15' 0.15)
set title 'learning rate' offset 0,-0.6
set xlabel 'inner step' offset 0,0.7
set ylabel 'learning rate' offset 0.7,0
unset label
plot data skip 1 every ::0::63 using 5:6 with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker pointinterval 5 notitle
set lmargin at screen 0.587059; set rmargin at screen 0.982353
set bmargin at screen 0.28286; set tmargin at screen 0.909726
set border 3 linewidth 0.5; set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 0.4
unset logscale x
set xrange [-0.8899999999999999:65.89]
set yrange [0.19481440860900534:0.9019718367807368]
set xtics out nomirror scale 0.6 offset 0,0.3 ('0' 0, '10' 10, '20' 20, '30' 30, '40' 40, '50' 50, '60' 60)
set ytics out nomirror scale 0.6 offset 0.4,0 ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8)
set title 'momentum' offset 0,-0.6
set xlabel 'inner step' offset 0,0.7
set ylabel 'momentum' offset 0.7,0
unset label
set key at screen 0.5,0.132403 center top vertical maxrows 1 Left reverse samplen 2.2 width 0.5 spacing 1.1
set label 'teacher base_larger after 400 of 2000 outer steps, report scale' at screen 0.5,0.030091 center font 'DejaVu Sans,7.5' textcolor rgb '#444444'
plot data skip 1 every ::64::127 using 5:6 with linespoints linecolor rgb '#3F98DA' dashtype solid linewidth 1.2 pointtype 15 pointsize 0.35*marker pointinterval 5 notitle, \
  keyentry with linespoints linecolor rgb '#CC79A7' dashtype solid linewidth 1.2 pointtype 11 pointsize 0.35*marker title 'learning rate', \
  keyentry with linespoints linecolor rgb '#3F98DA' dashtype solid linewidth 1.2 pointtype 15 pointsize 0.35*marker title 'momentum'
unset multiplot
unset output
}
